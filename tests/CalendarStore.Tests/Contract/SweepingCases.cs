using TeamCalendars.Calendars;
using TeamCalendars.Entities;
using TeamCalendars.Events;
using TeamCalendars.Writes;

namespace CalendarStore.Tests.Contract;

public abstract partial class CalendarStoreContract
{
    /// <summary>More than are deleted in the calendar's own step.</summary>
    private const int ManyEvents = 130;

    [Fact, Trait("case", "6")]
    public async Task The_events_of_a_large_calendar_are_gone_at_once_and_cleared_up_later()
    {
        var since = await Head();
        await FillAndDeleteAsync();
        var deleted = await Head();

        foreach (var cleared in new[] { false, true })
        {
            if (cleared)
            {
                await Purged();
            }

            Assert.Null(await Store.FindEventAsync(Sample.Contoso, Sample.Team, Sample.Id("e1"), Stop));
            Assert.Null(await Store.ListEventsAsync(Sample.Contoso, Sample.Team, null, null, 10, Stop));
            Assert.Equal(new EntityChange<TeamCalendar>("", "team", deleted.Version, null), Assert.Single((await Changes(since)).Changes));
            Assert.Equal(deleted, await Head());
        }
    }

    [Fact, Trait("case", "6")]
    public async Task A_calendar_that_comes_back_before_it_was_cleared_up_has_none_of_the_old_events()
    {
        await FillAndDeleteAsync();
        await Store.PutCalendarAsync(Sample.Contoso, Sample.Team, Sample.Calendar("again"), Overwrite, Sample.Adele, Stop);
        await Written("e2", Sample.Event("new"));
        var since = (await Head()) with { Version = (await Store.FindCalendarAsync(Sample.Contoso, Sample.Team, Stop))!.Revision.Version - 1 };

        foreach (var cleared in new[] { false, true })
        {
            if (cleared)
            {
                await Purged();
            }

            Assert.Equal(["e2"], (await Store.ListEventsAsync(Sample.Contoso, Sample.Team, null, null, 1_000, Stop))!.Items.Select(item => item.Id.Value));
            Assert.Equal(["e2"], await InWindow(Monday));
            Assert.Equal(["team", "e2"], (await Changes(since)).Changes.Select(change => change.Id));
            Assert.Null(await Store.FindEventAsync(Sample.Contoso, Sample.Team, Sample.Id("e1"), Stop));
            Assert.Equal("new", (await Store.FindEventAsync(Sample.Contoso, Sample.Team, Sample.Id("e2"), Stop))!.Content.Title);
            Is<WriteResult<CalendarEvent>.Gone>(await Put("e1", Sample.Event(), Create));
            Is<WriteResult<CalendarEvent>.NotFound>(await Put("e3", Sample.Event(), new WriteCondition.Match("any")));
        }
    }

    [Fact, Trait("case", "6")]
    public async Task A_calendar_that_is_deleted_again_before_it_was_cleared_up_takes_its_new_events_too()
    {
        await FillAndDeleteAsync();
        await FillAndDeleteAsync();
        await Store.PutCalendarAsync(Sample.Contoso, Sample.Team, Sample.Calendar("again"), Overwrite, Sample.Adele, Stop);

        Assert.Empty((await Store.ListEventsAsync(Sample.Contoso, Sample.Team, null, null, 1_000, Stop))!.Items);
        await Purged();
        Assert.Empty((await Store.ListEventsAsync(Sample.Contoso, Sample.Team, null, null, 1_000, Stop))!.Items);
    }

    private async Task FillAndDeleteAsync()
    {
        await Store.PutCalendarAsync(Sample.Contoso, Sample.Team, Sample.Calendar(), Overwrite, Sample.Adele, Stop);
        var calendar = (await Store.FindCalendarAsync(Sample.Contoso, Sample.Team, Stop))!;
        foreach (var some in Enumerable.Range(0, ManyEvents).Chunk(StoreLimits.MaxBulkSize))
        {
            await Store.WriteEventsAsync(Sample.Contoso, Sample.Team, [.. some.Select(i => (Sample.Id($"e{i}"), Sample.Event()))], [], Sample.Adele, Stop);
        }

        Is<WriteResult<TeamCalendar>.Written>(await Store.DeleteCalendarAsync(Sample.Contoso, Sample.Team, calendar.Revision.ETag, Sample.Adele, Stop));
    }
}
