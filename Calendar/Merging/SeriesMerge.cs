using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using TeamCalendars.Events;
using TeamCalendars.Recurrences;

namespace TeamCalendars.Merging;

/// <summary>
/// Puts together what is stored of one UID and what a file brings: the master and the overrides of a series come in one file or in several, in any order.
/// Of each the one with the highest SEQUENCE counts (RFC 5546 §2.1.4), and the rest follows from them, so the order of the files does not matter. Pure.
/// </summary>
internal static class SeriesMerge
{
    /// <summary>How many times a series may be cut. Each part is worked out from the beginning of the series.</summary>
    private const int MaxParts = 50;

    /// <param name="uid">The UID of the series.</param>
    /// <param name="stored">The master and the overrides that are stored, by id.</param>
    /// <param name="incoming">The master and the overrides that the file has of this UID.</param>
    /// <param name="budget">Of the whole file. When it is used up, a change of all later occurrences counts for its own one.</param>
    public static SeriesMergeResult Merge(
        string uid, IReadOnlyDictionary<EventId, EventContent> stored, IReadOnlyList<(EventId Id, EventContent Content)> incoming, ExpansionBudget budget)
    {
        var merged = new Dictionary<EventId, EventContent>(stored);
        var stale = new List<EventId>();
        foreach (var (id, content) in incoming)
        {
            if (Newer(merged.GetValueOrDefault(id), content) is { } newer)
            {
                merged[id] = newer;
            }
            else
            {
                stale.Add(id);
            }
        }

        var notes = Settle(uid, merged, budget);
        if (CancelTwins(merged, [.. incoming.Select(item => item.Id)]))
        {
            notes = Settle(uid, merged, budget);
        }

        return new SeriesMergeResult(
            [.. merged.Where(item => !stored.TryGetValue(item.Key, out var before) || before != item.Value).Select(item => (item.Key, item.Value))], [.. stale], notes);
    }

    /// <summary>What is stored when the content comes to what is there.</summary>
    /// <returns>Null when what is there is newer. Programs that do not number their versions write 0 always: then the later file counts.</returns>
    public static EventContent? Newer(EventContent? there, EventContent content)
    {
        if (there is null || there.Sequence > content.Sequence)
        {
            return there is null ? content : null;
        }

        if (content.RecurrenceId is null && there.RecurrenceId is not null)
        {
            // An export has the later part of a series as a series of its own. When it comes back, it is the later part again.
            content = content with { Uid = there.Uid, RecurrenceId = there.RecurrenceId, Recurrence = content.Recurrence ?? there.Recurrence };
        }

        if (content.Recurrence is not { } recurrence || there.Recurrence is not { } before)
        {
            return content;
        }

        // An occurrence that is replaced, or was until its override was deleted, does not come back with a series that does not mention it.
        var overridden = Sorted(recurrence.OverriddenDates.Concat(content.Time.WritesDatesAs(there.Time) ? before.OverriddenDates : []));
        recurrence = recurrence with { OverriddenDates = overridden, ExceptionDates = [.. recurrence.ExceptionDates.Except(overridden, StringComparer.Ordinal)] };
        return content with { Uid = content.Uid ?? there.Uid, Recurrence = recurrence == before with { Whole = null } ? before : recurrence };
    }

    /// <summary>Makes the master and the overrides of a series agree: which dates are replaced, and where a change of all later occurrences begins.</summary>
    /// <returns>What became of a change of all later occurrences that could not be taken as it is, by its id.</returns>
    public static IReadOnlyDictionary<EventId, string> Settle(string uid, Dictionary<EventId, EventContent> series, ExpansionBudget budget)
    {
        var notes = new Dictionary<EventId, string>();
        var masterId = SeriesIds.OfMaster(uid);
        if (!series.TryGetValue(masterId, out var master))
        {
            return notes;
        }

        foreach (var (id, content) in series.Where(item => item.Key != masterId).ToList())
        {
            series[id] = content with
            {
                // The cancellation of a series cancels its overrides, but for those that are newer.
                Cancelled = content.Cancelled || master.Cancelled && master.Sequence >= content.Sequence,
                RecurrenceId = SeriesIds.DateOf(id) is { } date ? DateIn(date, content, master) : content.RecurrenceId,
            };
        }

        var overrides = series.Where(item => item.Key != masterId).OrderBy(item => EventTimes.ParseDate(item.Value.RecurrenceId!)).ToList();
        var start = SeriesSplit.Text(master.Time.WallStart(), master.Time);
        // An event that happens once has one occurrence, which can be replaced like another.
        var recurrence = master.Recurrence ?? (overrides.Exists(item => item.Value.RecurrenceId == start) ? new Recurrence { Dates = [start] } : null);
        if (recurrence is null)
        {
            Separate(series, overrides, "its series has no other occurrences", notes);
            return notes;
        }

        if (overrides.Count == 0 && recurrence.Whole is null)
        {
            return notes;
        }

        var whole = recurrence.Whole is { } kept ? kept with { ExceptionDates = recurrence.ExceptionDates, OverriddenDates = recurrence.OverriddenDates } : recurrence;
        var overridden = Sorted(whole.OverriddenDates.Concat(overrides.Select(item => item.Value.RecurrenceId!)));
        master = master with
        {
            Uid = uid,
            Recurrence = whole with { OverriddenDates = overridden, ExceptionDates = [.. whole.ExceptionDates.Except(overridden, StringComparer.Ordinal)] },
        };
        series[masterId] = master;
        var changes = overrides.ToLookup(item => item.Value.Time is EventTime.AllDay == master.Time is EventTime.AllDay);
        Separate(series, changes[false], "a series of whole days does not go on by the hour, nor the other way round", notes);
        var parts = changes[true].Where(item => item.Value.Recurrence is not null).ToDictionary(item => item.Key, item => item.Value with { Time = master.Time.SameZone(item.Value.Time) });
        if (parts.Count == 0)
        {
            return notes;
        }

        var split = new SeriesSplit(master, budget);
        var (ordered, first) = (parts.Values.ToList(), default(Recurrence));
        budget.BeginEvent();
        if (parts.Count <= MaxParts && !budget.IsUsedUp)
        {
            first = split.Before(ordered[0]);
            foreach (var (index, id) in parts.Keys.Index().ToList())
            {
                parts[id] = parts[id] with { Recurrence = split.From(ordered[index], index + 1 < ordered.Count ? ordered[index + 1] : null) };
            }
        }

        if (first is null || budget.Stopped)
        {
            Separate(series, changes[true], parts.Count > MaxParts ? $"a series is cut at most {MaxParts} times" : "its series is too expensive", notes);
            return notes;
        }

        // What follows from several events that may be stored need not be one: a date may be moved beyond the years that an event may have.
        var cut = master with { Recurrence = first with { Whole = master.Recurrence with { OverriddenDates = [], ExceptionDates = [] } } };
        if (parts.Values.Append(cut).Any(part => EventRules.Check(part).Count > 0))
        {
            Separate(series, changes[true], "dates of its series would be moved beyond the years that an event may have", notes);
            return notes;
        }

        series[masterId] = cut;
        foreach (var (index, (id, part)) in parts.Index())
        {
            series[id] = part;
            if (part.Recurrence is { Rules.IsEmpty: true } && !ordered[index].Cancelled && master.Recurrence.Rules.Length > 0)
            {
                var number = part.Recurrence.Dates.Length;
                notes[id] = string.Create(
                    CultureInfo.InvariantCulture,
                    $"RECURRENCE-ID {part.RecurrenceId} with RANGE=THISANDFUTURE was taken as {number:N0} single dates, because no rule gives the later occurrences.{(number == RecurrenceRules.MaxDates ? " What comes after them is missing." : "")}");
            }
        }

        return notes;
    }

    /// <summary>
    /// One file may name an occurrence by its date and another one by its time: their events have different ids, and only their series tells that they replace the same occurrence.
    /// The newest of them counts, and the others are kept without occurrences.
    /// </summary>
    private static bool CancelTwins(Dictionary<EventId, EventContent> series, HashSet<EventId> incoming)
    {
        var twins = series.Where(item => SeriesIds.DateOf(item.Key) is not null).GroupBy(item => item.Value.RecurrenceId, StringComparer.Ordinal)
            .SelectMany(same => same
                .OrderByDescending(item => item.Value.Sequence)
                .ThenByDescending(item => incoming.Contains(item.Key))
                // Of those that are stored, one may be cancelled for this reason only.
                .ThenBy(item => item.Value.Cancelled)
                .ThenBy(item => item.Key.Value, StringComparer.Ordinal)
                .Skip(1))
            .Where(item => !item.Value.Cancelled)
            .ToList();
        foreach (var (id, content) in twins)
        {
            series[id] = content with { Cancelled = true };
        }

        return twins.Count > 0;
    }

    /// <summary>A change of all later occurrences counts for its own one: there is no series that it can cut.</summary>
    /// <param name="reason">The end of a sentence.</param>
    private static void Separate(
        Dictionary<EventId, EventContent> series, IEnumerable<KeyValuePair<EventId, EventContent>> overrides, string reason, Dictionary<EventId, string> notes)
    {
        foreach (var (id, part) in overrides.Where(item => item.Value.Recurrence is not null))
        {
            series[id] = part with { Recurrence = new Recurrence { Dates = [SeriesSplit.Text(part.Time.WallStart(), part.Time)] } };
            notes[id] = $"RECURRENCE-ID {part.RecurrenceId} with RANGE=THISANDFUTURE was taken for this one occurrence, because {reason}.";
        }
    }

    /// <summary>The spelling of an occurrence's date in its series.</summary>
    private static string DateIn(SeriesDate date, EventContent content, EventContent master)
    {
        if (master.Time is not EventTime.Zoned timed)
        {
            return LocalDatePattern.Iso.Format(date.IsDate ? date.Value.Date : RuleText.LocalDateOf(date.Value));
        }

        var wall = date.IsDate ? date.Value.Date + timed.Start.TimeOfDay : WallIn(timed, date.Value.InUtc().ToInstant(), content.RecurrenceId);
        return LocalDateTimePattern.ExtendedIso.Format(
            wall.TimeOfDay == LocalTime.Midnight && RuleSyntax.MidnightIsDay(master.Recurrence?.Rules ?? []) ? wall.Date + timed.Start.TimeOfDay : wall);
    }

    /// <summary>As it is written, if that is the same instant: a wall time that a DST change skips is written otherwise than it is computed.</summary>
    private static LocalDateTime WallIn(EventTime.Zoned timed, Instant instant, string? written) =>
        written is not null && LocalDateTimePattern.ExtendedIso.Parse(written) is { Success: true } wall && timed.InstantOf(wall.Value) == instant
            ? wall.Value
            : instant.InZone(timed.Zone).LocalDateTime;

    private static ImmutableArray<string> Sorted(IEnumerable<string> dates) =>
        [.. dates.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(RecurrenceRules.MaxDates)];
}
