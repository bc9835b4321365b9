using System.Collections.Immutable;
using System.Text.Json;
using TeamCalendars.Events;
using TeamCalendars.Merging;
using TeamCalendars.Recurrences;

namespace TeamCalendars.ICalendar.Reading;

/// <summary>Puts the events of a file together: a series knows which of its occurrences another event replaces (RFC 5545 §3.8.4.4).</summary>
internal static class Series
{
    private const string ReplacedTwice = "The same occurrence is replaced twice: the one with the higher SEQUENCE, the cancellation, or the first was taken.";
    private const string Cancelled = "It is cancelled. It is kept without occurrences, so that an older file does not bring it back.";

    public static ImmutableArray<ImportedEvent> Assemble(IReadOnlyList<EventDraft> drafts, ImportReport report, ExpansionBudget budget)
    {
        var taken = new List<(EventDraft Draft, EventId Id, EventContent Content)>();
        foreach (var draft in drafts.Where(draft => draft.Content.Uid is null))
        {
            if (draft.Content.Cancelled)
            {
                report.Skip(draft.Component, draft.Uid, "It is cancelled.");
            }
            else
            {
                taken.Add((draft, draft.Uid is null ? SeriesIds.OfText(Json(draft.Content)) : SeriesIds.OfText($"{draft.Uid}\n{draft.Content.RecurrenceId}"), draft.Content));
            }
        }

        foreach (var group in drafts.Where(draft => draft.Content.Uid is not null).GroupBy(draft => draft.Content.Uid!, StringComparer.Ordinal))
        {
            try
            {
                taken.AddRange(AssembleOne(group.Key, [.. group], report, budget));
            }
            // A net for what nobody thought of: one series must not lose the others of its file.
            catch (Exception exception) when (ImportReport.IsFault(exception))
            {
                foreach (var draft in group)
                {
                    report.Fault(draft.Component, draft.Uid, exception);
                }
            }
        }

        return Distinct(taken.OrderBy(item => item.Draft.Component.Line), report);
    }

    private static List<(EventDraft, EventId, EventContent)> AssembleOne(string uid, EventDraft[] group, ImportReport report, ExpansionBudget budget)
    {
        var drafts = new Dictionary<EventId, EventDraft>();
        var others = new List<(EventDraft, EventId, EventContent)>();
        foreach (var draft in Newest(group.Where(draft => draft.Original is null), report))
        {
            if (!drafts.TryAdd(SeriesIds.OfMaster(uid), draft))
            {
                if (draft.Content != drafts[SeriesIds.OfMaster(uid)].Content)
                {
                    report.Warn(uid, draft.Component.Line, "Another event of the file has the same UID: both were taken.");
                }

                var content = SeriesIds.OfOwnUid(uid) is null ? draft.Content : draft.Content with { Uid = null };
                others.Add((draft, draft.Content == drafts[SeriesIds.OfMaster(uid)].Content ? SeriesIds.OfMaster(uid) : SeriesIds.OfText($"{uid}\n{Json(content)}"), content));
            }
        }

        foreach (var draft in group.Where(draft => draft.Original is not null).OrderByDescending(draft => draft.Content.Sequence).ThenByDescending(draft => draft.Content.Cancelled))
        {
            if (!drafts.TryAdd(SeriesIds.OfOverride(uid, draft.Original!.Value), draft))
            {
                report.Skip(draft.Component, uid, ReplacedTwice);
            }
        }

        var series = Settled(uid, drafts, budget);
        // A RECURRENCE-ID may be spelled as a time or as a date. Only the series tells that both mean one occurrence.
        var twice = drafts.Where(item => item.Value.Original is not null).GroupBy(item => series[item.Key].RecurrenceId, StringComparer.Ordinal)
            .SelectMany(same => same.OrderByDescending(item => item.Value.Content.Sequence).ThenByDescending(item => item.Value.Content.Cancelled).Skip(1)).ToList();
        if (twice.Count > 0)
        {
            foreach (var (id, draft) in twice)
            {
                drafts.Remove(id);
                report.Skip(draft.Component, uid, ReplacedTwice);
            }

            series = Settled(uid, drafts, budget);
        }

        WarnOfMisses(uid, drafts, series, report, budget);
        foreach (var draft in drafts.Values.Where(draft => draft.Content.Cancelled))
        {
            report.Warn(uid, draft.Component.Line, Cancelled);
        }

        var master = SeriesIds.OfMaster(uid);
        if (drafts.Count == 1 && drafts.ContainsKey(master) && SeriesIds.OfOwnUid(uid) is not null)
        {
            // It was made here, where an event has no UID as long as nothing refers to it.
            series[master] = series[master] with { Uid = null };
        }

        return [.. drafts.Select(item => (item.Value, item.Key, series[item.Key])), .. others];
    }

    private static Dictionary<EventId, EventContent> Settled(string uid, Dictionary<EventId, EventDraft> drafts, ExpansionBudget budget)
    {
        var series = drafts.ToDictionary(item => item.Key, item => item.Value.Content);
        SeriesMerge.Settle(uid, series, budget);
        return series;
    }

    /// <summary>Of several with one UID the newest by SEQUENCE; programs that give different events one UID do not number them.</summary>
    private static List<EventDraft> Newest(IEnumerable<EventDraft> masters, ImportReport report)
    {
        var ordered = masters.OrderByDescending(draft => draft.Content.Sequence).ToList();
        foreach (var old in ordered.Where(draft => draft.Content.Sequence < ordered[0].Content.Sequence))
        {
            report.Skip(old.Component, old.Uid, "The same UID is there with a higher SEQUENCE: this is an older version.");
        }

        var newest = ordered.Where(draft => draft.Content.Sequence == ordered[0].Content.Sequence).ToLookup(draft => draft.Content.Cancelled);
        foreach (var draft in newest[false].Where(IsCancelled))
        {
            report.Skip(draft.Component, draft.Uid, "The file also has its cancellation.");
        }

        return [.. newest[true], .. newest[false].Where(draft => !IsCancelled(draft))];

        // Not every program gives a cancellation a SEQUENCE of its own (RFC 5546 §3.2.5).
        bool IsCancelled(EventDraft draft) => newest[true].Any(cancelled => cancelled.Content.Time == draft.Content.Time);
    }

    /// <summary>A date that no occurrence has takes nothing out, and replaces nothing: the writer meant something else.</summary>
    private static void WarnOfMisses(string uid, Dictionary<EventId, EventDraft> drafts, Dictionary<EventId, EventContent> series, ImportReport report, ExpansionBudget budget)
    {
        if (!drafts.TryGetValue(SeriesIds.OfMaster(uid), out var master) || master.Content.Recurrence is not { } recurrence || budget.IsUsedUp)
        {
            return;
        }

        var overrides = drafts.Where(item => item.Value.Original is not null).Select(item => (item.Value, Date: series[item.Key].RecurrenceId!)).ToList();
        var missed = recurrence.ExceptionDates.Concat(overrides.Select(item => item.Date)).Select(EventTimes.ParseDate).ToHashSet();
        missed.ExceptWith(recurrence.Dates.Select(EventTimes.ParseDate).Append(master.Content.Time.WallStart()));
        budget.BeginEvent();
        foreach (var rule in recurrence.Rules.TakeWhile(_ => missed.Count > 0))
        {
            foreach (var start in RuleExpansion.Starts(RuleText.Read(rule, master.Content.Time), master.Content.Time, missed.Min(), missed.Max().PlusNanoseconds(1), budget))
            {
                missed.Remove(start);
            }
        }

        if (budget.Stopped)
        {
            return;
        }

        foreach (var date in recurrence.ExceptionDates.Where(date => missed.Contains(EventTimes.ParseDate(date))))
        {
            report.Warn(uid, master.Component.Find("EXDATE")!.Line, $"EXDATE {date} is no occurrence of the series: it takes nothing out.");
        }

        foreach (var (draft, date) in overrides.Where(item => missed.Contains(EventTimes.ParseDate(item.Date))))
        {
            report.Warn(uid, draft.Component.Line, $"RECURRENCE-ID {date} is no occurrence of the series: the event is shown beside it.");
        }
    }

    private static ImmutableArray<ImportedEvent> Distinct(IEnumerable<(EventDraft Draft, EventId Id, EventContent Content)> taken, ImportReport report)
    {
        var events = ImmutableArray.CreateBuilder<ImportedEvent>();
        var used = new HashSet<EventId>();
        foreach (var (draft, id, content) in taken)
        {
            if (used.Add(id))
            {
                events.Add(new ImportedEvent(id, content, draft.Component.Line));
            }
            else
            {
                report.Skip(draft.Component, draft.Uid, "The same event is in the file already.");
            }
        }

        return events.ToImmutable();
    }

    private static string Json(EventContent content) => JsonSerializer.Serialize(StoredEvent.From(content), StoredEventJson.Default.StoredEvent);
}
