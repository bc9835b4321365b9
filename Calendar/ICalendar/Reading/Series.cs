using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TeamCalendars.Events;
using TeamCalendars.ICalendar.Writing;

namespace TeamCalendars.ICalendar.Reading;

/// <summary>Puts the events of a file together: a series knows which of its occurrences another event replaces (RFC 5545 §3.8.4.4).</summary>
internal static class Series
{
    public static ImmutableArray<ImportedEvent> Assemble(IReadOnlyList<EventDraft> drafts, ZoneNames zones, ImportReport report)
    {
        var taken = new List<(EventDraft Draft, EventContent Content)>();
        taken.AddRange(drafts.Where(draft => draft.Uid is null && Take(draft, report)).Select(draft => (draft, draft.Content)));
        foreach (var group in drafts.Where(draft => draft.Uid is not null).GroupBy(draft => draft.Uid, StringComparer.Ordinal))
        {
            taken.AddRange(AssembleOne([.. group], zones, report));
        }

        return WithIds(taken.OrderBy(item => item.Draft.Component.Line), report);
    }

    private static IEnumerable<(EventDraft, EventContent)> AssembleOne(EventDraft[] group, ZoneNames zones, ImportReport report)
    {
        var masters = Newest(group.Where(draft => draft.RecurrenceId is null), report);
        var master = masters.FirstOrDefault();
        var series = master?.Content.Recurrence;
        var (without, replaced) = (new SortedSet<string>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var draft in group.Where(draft => draft.RecurrenceId is not null).OrderByDescending(draft => draft.Sequence))
        {
            var original = EventTimeReader.DateOf(draft.RecurrenceId!, master?.Content.Time ?? draft.Content.Time, zones, EventTimeReader.MidnightIsDay(series?.Rules ?? []));
            if (!seen.Add(original))
            {
                report.Skip(draft.Component, draft.Uid, "The same occurrence is replaced twice: the one with the higher SEQUENCE, or the first, was taken.");
            }
            else if (draft.Cancelled)
            {
                without.Add(original);
                report.Skip(draft.Component, draft.Uid, series is null ? "It is cancelled." : "It is cancelled: the occurrence was taken out of its series.");
            }
            else
            {
                replaced.Add(original);
                yield return (draft, draft.Content with { RecurrenceId = original });
            }
        }

        foreach (var draft in masters.Where(draft => Take(draft, report)))
        {
            yield return (draft, draft != master || series is null || seen.Count == 0 ? draft.Content : draft.Content with
            {
                Recurrence = series with { ExceptionDates = [.. without.Union(series.ExceptionDates).Order(StringComparer.Ordinal)], OverriddenDates = [.. replaced] },
            });
        }
    }

    /// <summary>Of several with one UID the newest by SEQUENCE; programs that give different events one UID do not number them.</summary>
    private static List<EventDraft> Newest(IEnumerable<EventDraft> masters, ImportReport report)
    {
        var ordered = masters.OrderByDescending(draft => draft.Sequence).ToList();
        foreach (var old in ordered.Where(draft => draft.Sequence < ordered[0].Sequence))
        {
            report.Skip(old.Component, old.Uid, "The same UID is there with a higher SEQUENCE: this is an older version.");
        }

        return [.. ordered.Where(draft => draft.Sequence == ordered[0].Sequence)];
    }

    private static bool Take(EventDraft draft, ImportReport report)
    {
        if (draft.Cancelled)
        {
            report.Skip(draft.Component, draft.Uid, "It is cancelled.");
        }

        return !draft.Cancelled;
    }

    private static ImmutableArray<ImportedEvent> WithIds(IEnumerable<(EventDraft Draft, EventContent Content)> taken, ImportReport report)
    {
        var events = ImmutableArray.CreateBuilder<ImportedEvent>();
        var used = new Dictionary<EventId, EventContent>();
        foreach (var item in taken)
        {
            var (draft, content) = (item.Draft, item.Content);
            var id = content.RecurrenceId is null && OwnIdOf(draft.Uid) is { } own ? own
                : draft.Uid is null ? IdOf(Json(content))
                : IdOf($"{draft.Uid}\n{content.RecurrenceId}");
            if (content.RecurrenceId is null && content.Recurrence is not { OverriddenDates.Length: > 0 } && OwnIdOf(draft.Uid) is not null)
            {
                content = content with { Uid = null };
            }

            if (used.TryGetValue(id, out var other) && other != content)
            {
                report.Warn(draft.Uid, draft.Component.Line, "Another event of the file has the same UID: both were taken.");
                id = IdOf($"{draft.Uid}\n{Json(content)}");
            }

            if (used.TryAdd(id, content))
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

    /// <summary>Of a UID that this program wrote: the event that it was, so that a file can go out, be edited and come back.</summary>
    private static EventId? OwnIdOf(string? uid) =>
        uid?.EndsWith(ICalendarWriter.OwnUid, StringComparison.Ordinal) is true && EventId.TryParse(uid[..^ICalendarWriter.OwnUid.Length], out var id) ? id : null;

    private static string Json(EventContent content) => JsonSerializer.Serialize(StoredEvent.From(content), StoredEventJson.Default.StoredEvent);

    /// <summary>40 hexadecimal digits of a SHA-256: enough that two different texts never share an id.</summary>
    private static EventId IdOf(string text) => EventId.Parse(
        string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 20))}"));
}
