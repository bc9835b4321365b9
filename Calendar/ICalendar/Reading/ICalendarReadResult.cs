using System.Collections.Immutable;

namespace TeamCalendars.ICalendar.Reading;

/// <summary>What reading a file gave.</summary>
public abstract record ICalendarReadResult
{
    private ICalendarReadResult()
    {
    }

    /// <summary>It is a calendar; each of its components is either among the events or counted as skipped.</summary>
    /// <param name="Events">In the order of the file, ids without duplicates.</param>
    /// <param name="Skipped">The first of them, in the order of the file.</param>
    /// <param name="SkippedCount">The number of all that were skipped.</param>
    /// <param name="Warnings">The first of them, in the order of the file.</param>
    /// <param name="WarningCount">The number of all warnings.</param>
    /// <param name="Name">X-WR-CALNAME, or NAME (RFC 7986 §5.1).</param>
    public sealed record Read(
        ImmutableArray<ImportedEvent> Events,
        ImmutableArray<SkippedComponent> Skipped,
        int SkippedCount,
        ImmutableArray<ImportWarning> Warnings,
        int WarningCount,
        string? Name) : ICalendarReadResult
    {
        /// <summary>Faults of this program that cost a component each; of many the first. For the log.</summary>
        public ImmutableArray<Exception> Faults { get; init; } = [];
    }

    /// <summary>It is no calendar, or too large: nothing of it is taken.</summary>
    public sealed record Malformed(int Line, string Reason) : ICalendarReadResult;
}
