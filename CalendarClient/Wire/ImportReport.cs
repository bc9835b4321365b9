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

    /// <summary>What was not imported, with the reasons: at most 1,000; <see cref="SkippedCount"/> counts all.</summary>
    public IReadOnlyList<SkippedComponent> Skipped { get => field ?? []; init; }

    /// <summary>How many parts were not imported.</summary>
    public int SkippedCount { get => field == 0 ? Skipped.Count : field; init; }

    /// <summary>What was imported and differs from the file, with the reasons: at most 1,000; <see cref="WarningCount"/> counts all.</summary>
    public IReadOnlyList<ImportWarning> Warnings { get => field ?? []; init; }

    /// <summary>How many differences from the file there are.</summary>
    public int WarningCount { get => field == 0 ? Warnings.Count : field; init; }

    /// <summary>The name of the calendar in the file; null if it has none.</summary>
    public string? CalendarName { get; init; }
}

/// <summary>A part of the file that was not imported.</summary>
/// <param name="Component">Its kind, such as <c>VTODO</c>.</param>
/// <param name="Reason">Why it was not imported, in English.</param>
/// <param name="Uid">Its UID; null when it has none.</param>
/// <param name="Line">The line of the file where it begins, counted from 1; null when that is not known.</param>
public sealed record SkippedComponent(string Component, string Reason, string? Uid = null, int? Line = null);

/// <summary>An event that was imported and differs from the file.</summary>
/// <param name="Line">The line of the file where it begins, counted from 1.</param>
/// <param name="Reason">What differs, and why, in English.</param>
/// <param name="Uid">Its UID; null when it has none.</param>
public sealed record ImportWarning(int Line, string Reason, string? Uid = null);
