namespace CalendarClient;

/// <summary>What an import did, event by event.</summary>
public sealed record ImportReport
{
    /// <summary>How many events are new.</summary>
    public int Created { get; init; }

    /// <summary>How many events existed and have changed.</summary>
    public int Updated { get; init; }

    /// <summary>How many events existed with the same content.</summary>
    public int Unchanged { get; init; }

    /// <summary>What was not imported, with the reasons.</summary>
    public IReadOnlyList<SkippedComponent> Skipped { get => field ?? []; init; }

    /// <summary>The name of the calendar in the file; null if it has none.</summary>
    public string? CalendarName { get; init; }
}

/// <summary>A part of the file that was not imported.</summary>
/// <param name="Component">Its kind, such as <c>VTODO</c>.</param>
/// <param name="Reason">Why it was not imported, in English.</param>
/// <param name="Uid">Its UID; null when it has none.</param>
/// <param name="Line">The line of the file where it begins, counted from 1; null when that is not known.</param>
public sealed record SkippedComponent(string Component, string Reason, string? Uid = null, int? Line = null);
