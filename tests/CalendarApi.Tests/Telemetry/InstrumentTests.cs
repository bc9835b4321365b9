using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using CalendarApi.Tests.Hosting;

namespace CalendarApi.Tests.Telemetry;

/// <summary>What the API measures of itself. Other tests measure too, in the same process: hence at least.</summary>
public class InstrumentTests(CalendarSystem system)
{
    [Fact]
    public async Task Writes_negotiations_changes_and_304s_are_measured()
    {
        var measured = new ConcurrentBag<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, meter) =>
            {
                if (instrument.Meter.Name == "CalendarApi")
                {
                    meter.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Note(instrument, tags));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Note(instrument, tags));
        listener.Start();

        using var caller = system.NewTenant().SignIn();
        var since = (string)(await caller.GetAsync("/api/changes/head")).Json["token"]!;
        var created = await caller.PutAsync("/api/calendars/team", Samples.Calendar);
        await caller.PutAsync("/api/calendars/team/events/standup", Samples.Event);
        await caller.GetAsync("/api/calendars/team", ("If-None-Match", created.ETag!));
        await caller.GetAsync($"/api/changes?since={since}");
        await caller.PostAsync("/api/negotiate");
        await caller.DeleteAsync("/api/calendars/team", "\"stale\"");

        foreach (var expected in (string[])
            [
                "calendar.writes {write} operation=put item=calendar outcome=written",
                "calendar.writes {write} operation=put item=event outcome=written",
                "calendar.writes {write} operation=delete item=calendar outcome=conflict",
                "calendar.not_modified {response}",
                "calendar.changes.size By",
                "calendar.changes.items {item}",
                "calendar.negotiation.duration s outcome=answered",
            ])
        {
            Assert.Contains(expected, measured);
        }

        void Note(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var text = $"{instrument.Name} {instrument.Unit}";
            foreach (var tag in tags)
            {
                text += $" {tag.Key}={tag.Value}";
            }

            measured.Add(text);
        }
    }
}
