namespace CalendarClient;

/// <summary>What became of an imported .ics file.</summary>
public sealed record ImportReport
{
    public int Created { get; init; }
    public int Updated { get; init; }
    public int Unchanged { get; init; }
    public IReadOnlyList<SkippedComponent> Skipped { get => field ?? []; init; }

    /// <summary>The name that the file gives itself.</summary>
    public string? CalendarName { get; init; }
}

/// <param name="Component">Its kind, as <c>VTODO</c>.</param>
/// <param name="Reason">Why it was not taken, in English.</param>
/// <param name="Uid">Its UID, where it has one.</param>
/// <param name="Line">Where it begins in the file, where that is known.</param>
public sealed record SkippedComponent(string Component, string Reason, string? Uid = null, int? Line = null);
