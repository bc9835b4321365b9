namespace CalendarApi.Interchange;

/// <summary>The result of an import of a calendar file.</summary>
/// <param name="Created">The number of new events.</param>
/// <param name="Updated">The number of existing events that changed.</param>
/// <param name="Unchanged">The number of existing events that are already equal.</param>
/// <param name="Skipped">The parts that were not imported, each with its reason; of very many the first.</param>
/// <param name="CalendarName">The name of the calendar in the file.</param>
/// <param name="Warnings">Imported events that differ from the file; of very many the first, absent when there are none.</param>
/// <param name="SkippedCount">The number of all parts that were not imported; absent when the list has all of them.</param>
/// <param name="WarningCount">The number of all warnings; absent when the list has all of them.</param>
internal sealed record ImportReportJson(
    int Created,
    int Updated,
    int Unchanged,
    IReadOnlyList<SkippedJson> Skipped,
    string? CalendarName,
    IReadOnlyList<WarningJson>? Warnings = null,
    int? SkippedCount = null,
    int? WarningCount = null);
