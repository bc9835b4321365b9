using NodaTime;
using TeamCalendars.Events;

namespace CalendarStore.Tests.Contract;

public abstract partial class CalendarStoreContract
{
    private static readonly Interval Monday = Sample.Window("2026-11-23T00:00:00Z", "2026-11-24T00:00:00Z");

    [Theory, Trait("case", "7")]
    [InlineData("2026-11-22T23:00:00", "2026-11-23T00:30:00", false)] // ends 23:30 UTC the day before
    [InlineData("2026-11-22T23:00:00", "2026-11-23T01:00:00", false)] // ends as the window begins
    [InlineData("2026-11-22T23:00:00", "2026-11-23T01:00:01", true)]
    [InlineData("2026-11-23T12:00:00", "2026-11-23T12:00:00", true)] // no length
    [InlineData("2026-11-23T01:00:00", "2026-11-23T01:00:00", true)] // no length, at the very start
    [InlineData("2026-11-24T00:59:59", "2026-11-24T02:00:00", true)]
    [InlineData("2026-11-24T01:00:00", "2026-11-24T02:00:00", false)] // starts as the window ends
    [InlineData("2026-01-01T00:00:00", "2027-01-01T00:00:00", true)] // around it
    public async Task A_window_has_the_events_that_meet_it(string start, string end, bool expected)
    {
        await Written("e", Sample.Event("x", start, end));

        Assert.Equal(expected, (await InWindow(Monday)).Contains("e"));
    }

    [Theory, Trait("case", "7")]
    [InlineData("2026-11-21", "2026-11-22", false)]
    [InlineData("2026-11-21", "2026-11-23", true)] // the 22nd is still on somewhere
    [InlineData("2026-11-23", "2026-11-24", true)]
    [InlineData("2026-11-24", "2026-11-25", true)] // the 24th has begun somewhere
    [InlineData("2026-11-26", "2026-11-27", false)]
    public async Task Whole_days_meet_a_window_generously(string start, string end, bool expected)
    {
        await Written("e", new EventContent { Title = "x", Time = Sample.Days(start, end) });

        Assert.Equal(expected, (await InWindow(Monday)).Contains("e"));
    }

    [Fact, Trait("case", "7")]
    public async Task A_series_is_found_in_each_window_that_it_may_reach()
    {
        var first = Sample.Event("x", "2026-01-05T09:00:00", "2026-01-05T10:00:00");
        await Written("endless", first with { Recurrence = new Recurrence { Rules = ["FREQ=WEEKLY"] } });
        await Written("over", first with { Recurrence = new Recurrence { Rules = ["FREQ=WEEKLY;UNTIL=20261101T080000Z"] } });
        await Written("until-then", first with { Recurrence = new Recurrence { Rules = ["FREQ=WEEKLY;UNTIL=20261123T080000Z"] } });
        await Written("by-date", first with { Recurrence = new Recurrence { Dates = ["2026-11-23T23:30:00"] } });

        Assert.Equal(["by-date", "endless", "until-then"], await InWindow(Monday));
        Assert.Empty(await InWindow(Sample.Window("2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z")));
    }

    [Fact, Trait("case", "7")]
    public async Task A_window_without_an_end_is_open()
    {
        await Written("early", Sample.Event("x", "2020-01-01T00:00:00", "2020-01-01T01:00:00"));
        await Written("late", Sample.Event("x", "2030-01-01T00:00:00", "2030-01-01T01:00:00"));

        Assert.Equal(["late"], await InWindow(new Interval(Monday.Start, null)));
        Assert.Equal(["early"], await InWindow(new Interval(null, Monday.End)));
    }

    [Fact, Trait("case", "8")]
    public async Task Pages_have_each_event_once_in_the_order_of_id_while_others_write()
    {
        string[] ids = [.. Enumerable.Range(0, 25).Select(i => $"e{i:00}"), "E-upper", "_low"];
        foreach (var id in ids)
        {
            await Written(id);
        }

        foreach (var window in new Interval?[] { null, Monday })
        {
            var seen = new List<string>();
            for (EventId? after = null; ;)
            {
                var page = (await Store.ListEventsAsync(Sample.Contoso, Sample.Team, window, after, 10, Stop))!.Items;
                seen.AddRange(page.Select(item => item.Id.Value));
                if (page.Count < 10)
                {
                    break;
                }

                after = page[^1].Id;
                await Written("e00", Sample.Event($"changed {seen.Count} {window}"));
                await Delete(await Written($"x-{seen.Count}-{window is null}"));
            }

            Assert.Equal(ids.Order(StringComparer.Ordinal), seen);
        }
    }

    [Fact, Trait("case", "8")]
    public async Task A_page_is_one_to_a_thousand_long()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.ListEventsAsync(Sample.Contoso, Sample.Team, null, null, 0, Stop));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.GetChangesAsync(Sample.Contoso, default, StoreLimits.MaxPageSize + 1, Stop));
    }

    private async Task<string[]> InWindow(Interval window) =>
        [.. (await Store.ListEventsAsync(Sample.Contoso, Sample.Team, window, null, 100, Stop))!.Items.Select(item => item.Id.Value)];
}
