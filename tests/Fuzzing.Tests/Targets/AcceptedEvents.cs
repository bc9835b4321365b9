using System.Text.Json;
using CalendarApi.Bodies;
using CalendarApi.Events;
using CalendarApi.Wire;
using Fuzzing.Tests.Judging;
using NodaTime;
using TeamCalendars.Calendars;
using TeamCalendars.Events;
using TeamCalendars.ICalendar.Reading;
using TeamCalendars.ICalendar.Writing;
using TeamCalendars.People;
using TeamCalendars.Recurrences;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace Fuzzing.Tests.Targets;

/// <summary>What holds for every event that was accepted, wherever it came from: it can be stored, read back, listed, sent back and exported.</summary>
internal static class AcceptedEvents
{
    /// <summary>A file may have very many events that are alike.</summary>
    private const int MaxEvents = 12;

    private static readonly Revision Written = new("x", 1, Instant.FromUtc(2026, 11, 23, 8, 0), "a0000000-0000-4000-8000-000000000001");

    private static readonly CalendarId Team = CalendarId.Parse("team");

    private static readonly PersonMatching Directory = new(new TenantId(Guid.Parse("aaaaaaaa-1111-4111-8111-111111111111")), []);

    private static readonly TeamCalendar Calendar = new() { Id = Team, Content = new() { Name = "Team", TimeZone = "Europe/Berlin" }, Revision = Written };

    public static void Check(IReadOnlyList<(EventId Id, EventContent Content)> read)
    {
        var people = new Dictionary<PersonId, PersonContent>();
        List<(EventId Id, EventContent Content)> accepted = [.. read.Select(item => (item.Id, AssigneeMatching.Match(item.Content, Directory, people)))];
        foreach (var person in people.Values)
        {
            Judge.Holds(PersonRules.Check(person).Count == 0, "Whoever is added to the directory satisfies the validation rules.");
        }

        foreach (var (id, content) in accepted.Take(MaxEvents))
        {
            var violations = EventRules.Check(content);
            Judge.Holds(violations.Count == 0, $"What is accepted satisfies the validation rules: {string.Join("; ", violations)}");
            CheckStored(content);
            foreach (var window in WindowsOf(content))
            {
                CheckWindow(content, window);
            }

            CheckSentBack(new() { CalendarId = Team, Id = id, Content = content, Revision = Written });
        }

        CheckExported([.. accepted.Select(item => new CalendarEvent { CalendarId = Team, Id = item.Id, Content = item.Content, Revision = Written })], people);
    }

    private static void CheckStored(EventContent content)
    {
        var prepared = Judge.Measure("store", () => EventKind.Instance.Prepare(content));
        Judge.Holds(content.Equals(EventKind.Instance.Read(prepared.Json, strict: true)), "What is stored is read back as it was.");
    }

    private static void CheckWindow(EventContent content, Interval window)
    {
        var found = Judge.Measure("list", () => Occurrences.Expand(content, window, EventPage.MaxOccurrencesPerEvent, new ExpansionBudget(CancellationToken.None)));
        var span = EventSpan.Of(content);
        Instant? last = null;
        foreach (var item in found.Items)
        {
            Judge.Holds(item.End >= item.Start, "An occurrence does not end before it starts.");
            Judge.Holds(last is null || item.Start > last, "Occurrences are in order, and no two start together.");
            Judge.Holds(item.Start.ToUnixTimeTicks() >= span.Start && item.Start.ToUnixTimeTicks() < span.End, "A window query finds the event of each occurrence.");
            last = item.Start;
        }
    }

    /// <summary>A client may send back an event that it read.</summary>
    private static void CheckSentBack(CalendarEvent item)
    {
        var json = Judge.Measure("read", () => JsonSerializer.SerializeToUtf8Bytes(EventJson.From(item), WireFormat.Json.EventJson));
        var errors = new FieldErrors();
        var content = JsonBody<EventBody>.Read(json).Value?.ToContent(errors);
        // A client does not see how a series was before a file cut it, and does not send that back.
        var shown = item.Content with { Recurrence = item.Content.Recurrence is { } recurrence ? recurrence with { Whole = null } : null };
        Judge.Holds(shown.Equals(content), $"An event can be sent back as it was read: {string.Join("; ", errors.ToDictionary().Keys)}.");
    }

    private static void CheckExported(IReadOnlyList<CalendarEvent> events, IReadOnlyDictionary<PersonId, PersonContent> people)
    {
        var text = Judge.Measure("export", () =>
        {
            var outline = new ICalendarOutline();
            foreach (var item in events)
            {
                outline.Add(item);
            }

            var writer = new ICalendarWriter(Calendar, outline, people);
            return string.Concat([writer.Begin(), .. events.Select(item => TextOf(writer, item)), writer.End()]);
        });
        var read = Judge.Measure("import what was exported", () => ICalendarReader.Read(text, "Europe/Berlin", CancellationToken.None)) as ICalendarReadResult.Read;
        Judge.Holds(read is not null, "What is exported is a calendar file.");
        // A cancelled occurrence goes out as an exception of its series, or not at all where its series has no such occurrence.
        var exported = events.Count(item => item.Content is not { Cancelled: true, RecurrenceId: not null });
        Judge.Holds(
            read!.Events.Length >= exported,
            $"What is exported is read back: {read.Events.Length} of {exported} events, {string.Join("; ", read.Skipped.Where(item => item.Component == "VEVENT").Select(item => item.Reason))}\n{text}");
    }

    private static string TextOf(ICalendarWriter writer, CalendarEvent item)
    {
        var text = writer.Write(item, out var fault);
        Judge.Holds(text is not null, $"What was accepted can be exported: {fault}");
        return text!;
    }

    /// <summary>Around its start, today, and at the ends of what may be asked for.</summary>
    private static IEnumerable<Interval> WindowsOf(EventContent content)
    {
        var start = content.Time is EventTime.Zoned timed ? timed.Start.Date : ((EventTime.AllDay)content.Time).Start;
        foreach (var first in (LocalDate[])[start.PlusDays(-200), start, start.PlusYears(30), new(2026, 11, 1), new(1, 1, 1), new(2500, 6, 1), new(9998, 11, 26)])
        {
            var from = first.AtMidnight().InUtc().ToInstant();
            yield return new(from, from + EventWindow.Longest);
        }
    }
}
