using System.Collections.Immutable;

namespace TeamCalendars.Events;

internal sealed record StoredRecurrence
{
    public ImmutableArray<string>? Rules { get; init; }
    public ImmutableArray<string>? Dates { get; init; }
    public ImmutableArray<string>? ExceptionDates { get; init; }
    public ImmutableArray<string>? OverriddenDates { get; init; }
    public StoredRecurrence? Whole { get; init; }

    public static StoredRecurrence From(Recurrence recurrence) => new()
    {
        Rules = NullIfEmpty(recurrence.Rules),
        Dates = NullIfEmpty(recurrence.Dates),
        ExceptionDates = NullIfEmpty(recurrence.ExceptionDates),
        OverriddenDates = NullIfEmpty(recurrence.OverriddenDates),
        Whole = recurrence.Whole is { } whole ? From(whole) : null,
    };

    public Recurrence ToRecurrence() => new()
    {
        Rules = Rules ?? [],
        Dates = Dates ?? [],
        ExceptionDates = ExceptionDates ?? [],
        OverriddenDates = OverriddenDates ?? [],
        Whole = Whole?.ToRecurrence(),
    };

    private static ImmutableArray<string>? NullIfEmpty(ImmutableArray<string> items) => items.IsDefaultOrEmpty ? null : items;
}
