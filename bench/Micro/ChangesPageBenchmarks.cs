using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using CalendarApi.Answers;
using CalendarApi.Changes;
using CalendarApi.Wire;
using CalendarStore.Changes;
using NodaTime;
using TeamCalendars.Calendars;
using TeamCalendars.Entities;
using TeamCalendars.Events;
using TeamCalendars.Rights;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace Bench.Micro;

/// <summary>CalendarApi: a page of changes is converted to bytes once, and sent to one more of the clients that reconnect together.</summary>
public class ChangesPageBenchmarks
{
    private ChangeSet changes = null!;
    private ChangesView view = null!;
    private ChangesPage page = null!;

    [Params(10, 1_000)]
    public int Events { get; set; }

    [GlobalSetup]
    public void Make()
    {
        changes = ChangesOf(Events);
        var calendars = changes.Changes.Select(changed => changed.Parent).Distinct().ToImmutableDictionary(id => id, _ => new ReadCalendar(new CalendarContent { Name = "Team", TimeZone = "Europe/Berlin" }));
        view = ChangesView.Of(new ReadChanges(changes, calendars), new Member("dddddddd-4444-4444-8444-000000000001"));
        page = new(Serialize(), Events, Events);
        Another();
    }

    [Benchmark(Description = "make the page's JSON")]
    public byte[] Serialize() => JsonSerializer.SerializeToUtf8Bytes(ChangesJson.Of(new TenantId(Samples.SampleDirectory.Tenant), changes, view), WireFormat.Json.ChangesJson);

    [Benchmark(Description = "compress it for the first that takes brotli")]
    public int First() => new ChangesPage(Serialize(), Events, Events).In(AnswerEncoding.Brotli).Bytes.Length;

    [Benchmark(Description = "hand it to one more client")]
    public int Another() => page.In(AnswerEncoding.Brotli).Bytes.Length;

    private static ChangeSet ChangesOf(int events) => new()
    {
        Epoch = "0f3a9c51d27e4b86a1c0",
        From = 0,
        To = events,
        Head = events,
        Changes = [.. Enumerable.Range(1, events).Select(Changed)],
    };

    private static EntityChange<CalendarEvent> Changed(int number)
    {
        var (calendar, id) = (CalendarId.Parse(Samples.SampleEvents.Calendar), EventId.Parse(string.Create(CultureInfo.InvariantCulture, $"event-{number}")));
        return new(calendar.Value, id.Value, number, new CalendarEvent
        {
            CalendarId = calendar,
            Id = id,
            Content = Samples.SampleEvents.Content(number),
            Revision = new Revision(string.Create(CultureInfo.InvariantCulture, $"{number:x16}"), number, Instant.FromUtc(2026, 11, 23, 8, 0), "dddddddd-4444-4444-8444-000000000001"),
        });
    }
}
