using TeamCalendars.Calendars;
using TeamCalendars.Events;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarStore.Tests.Transfer;

/// <summary>A tenant with items of every kind. The same seed gives the same items.</summary>
internal static class Filled
{
    public static async Task FillAsync(ICalendarStore store, TenantId tenant, int calendars, int events, int seed, CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        for (var c = 0; c < calendars; c++)
        {
            var calendar = CalendarId.Parse($"c{c}_{(char)('a' + (c % 26))}-X");
            var content = Sample.Calendar($"Kalender {c} 🗓") with { Description = c % 2 == 0 ? "line\nline" : null, Color = c % 3 == 0 ? "#1a73e8" : null };
            await store.PutCalendarAsync(tenant, calendar, content, new WriteCondition.Create(), Sample.Adele, cancellationToken);
            await Parallel.ForEachAsync(
                Enumerable.Range(0, events).Select(i => (Sample.Id($"e{i}"), Event(random, i))).ToList().Chunk(StoreLimits.MaxBulkSize),
                cancellationToken,
                async (some, stop) => await store.WriteEventsAsync(tenant, calendar, some, [], Sample.Adele, stop));
        }
    }

    private static EventContent Event(Random random, int number) => (number % 5) switch
    {
        0 => Sample.Event($"単独 {number}") with { Assignees = [Sample.Who("adele"), Sample.Who($"guest-{random.Next(100)}")], Category = "Review" },
        1 => new EventContent { Title = $"Urlaub {number}", Time = Sample.Days($"2026-12-{1 + random.Next(20):00}", "2026-12-31") },
        2 => Sample.Event($"Serie \"{number}\"") with { Recurrence = new Recurrence { Rules = ["FREQ=WEEKLY;COUNT=9"], ExceptionDates = ["2026-11-30T09:00:00"] }, Uid = $"u{number}@example" },
        3 => Sample.Event($"<b>{number}</b> & mehr", "2026-03-29T02:30:00", "2026-03-29T04:00:00.5") with { Description = new string('x', random.Next(500)) },
        _ => Sample.Event($"{number}") with { Location = "Raum 1", Color = "#00ff00", RecurrenceId = "2026-11-23T09:00:00" },
    };
}
