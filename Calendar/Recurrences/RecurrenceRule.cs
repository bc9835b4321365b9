using System.Collections.Immutable;
using NodaTime;

namespace TeamCalendars.Recurrences;

internal enum Frequency
{
    Yearly,
    Monthly,
    Weekly,
    Daily,
    Hourly,
}

/// <summary>A recurrence rule (RFC 5545 §3.3.10) in wall time. A set of numbers is a mask of bits; a set that is absent is null.</summary>
internal sealed record RecurrenceRule
{
    public required Frequency Frequency { get; init; }
    public int Interval { get; init; } = 1;
    public int? Count { get; init; }

    /// <summary>The last wall time that an occurrence may start at; null when the rule has no end.</summary>
    public LocalDateTime? Until { get; init; }

    public IsoDayOfWeek WeekStart { get; init; } = IsoDayOfWeek.Monday;

    /// <summary>Bit 1 is January.</summary>
    public ulong? Months { get; init; }

    public NumberSet? MonthDays { get; init; }
    public NumberSet? YearDays { get; init; }
    public NumberSet? Weeks { get; init; }

    /// <summary>BYDAY. The number is 0 for every such weekday, 2 for the second and -1 for the last one in the month or year.</summary>
    public ImmutableArray<(int Number, IsoDayOfWeek Day)>? Days { get; init; }

    /// <summary>The times of day that a matching day has; for <see cref="Frequency.Hourly"/> those of midnight's hour.</summary>
    public required ImmutableArray<LocalTime> Times { get; init; }

    /// <summary>BYHOUR, which limits an hourly rule.</summary>
    public ulong? Hours { get; init; }

    /// <summary>BYSETPOS.</summary>
    public ImmutableArray<int>? Positions { get; init; }
}
