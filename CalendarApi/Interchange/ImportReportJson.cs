namespace CalendarApi.Interchange;

/// <summary>What became of a calendar file.</summary>
/// <param name="Created">Events that are new.</param>
/// <param name="Updated">Events that were there and changed.</param>
/// <param name="Unchanged">Events that were there already, just so.</param>
/// <param name="Skipped">What was not taken, each with its reason.</param>
/// <param name="CalendarName">The name that the file gives its calendar.</param>
/// <param name="Warnings">What of the events that were taken is not as the file has it; absent when there is none.</param>
internal sealed record ImportReportJson(
    int Created, int Updated, int Unchanged, IReadOnlyList<SkippedJson> Skipped, string? CalendarName, IReadOnlyList<WarningJson>? Warnings = null);
