namespace CalendarApi.Interchange;

/// <summary>The result of an import of a calendar file.</summary>
/// <param name="Created">The number of new events.</param>
/// <param name="Updated">The number of existing events that changed.</param>
/// <param name="Unchanged">The number of existing events that are already equal.</param>
/// <param name="Skipped">The parts that were not imported, each with its reason.</param>
/// <param name="CalendarName">The name of the calendar in the file.</param>
/// <param name="Warnings">Imported events that differ from the file; absent when there are none.</param>
internal sealed record ImportReportJson(
    int Created, int Updated, int Unchanged, IReadOnlyList<SkippedJson> Skipped, string? CalendarName, IReadOnlyList<WarningJson>? Warnings = null);
