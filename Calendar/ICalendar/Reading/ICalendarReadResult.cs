using System.Collections.Immutable;

namespace TeamCalendars.ICalendar.Reading;

/// <summary>What reading a file gave.</summary>
public abstract record ICalendarReadResult
{
    private ICalendarReadResult()
    {
    }

    /// <summary>It is a calendar; each of its components is either among the events or among the skipped.</summary>
    /// <param name="Events">In the order of the file, ids without duplicates.</param>
    /// <param name="Skipped">In the order of the file.</param>
    /// <param name="Warnings">In the order of the file.</param>
    /// <param name="Name">X-WR-CALNAME, or NAME (RFC 7986 §5.1).</param>
    public sealed record Read(
        ImmutableArray<ImportedEvent> Events,
        ImmutableArray<SkippedComponent> Skipped,
        ImmutableArray<ImportWarning> Warnings,
        string? Name) : ICalendarReadResult;

    /// <summary>It is no calendar, or too large: nothing of it is taken.</summary>
    public sealed record Malformed(int Line, string Reason) : ICalendarReadResult;
}
