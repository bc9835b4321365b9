using CalendarStore.Changes;
using TeamCalendars.Calendars;
using TeamCalendars.Entities;
using TeamCalendars.Events;
using TeamCalendars.Writes;

namespace CalendarStore.Tests.Contract;

public abstract partial class CalendarStoreContract
{
    [Fact, Trait("case", "6")]
    public async Task Deleting_a_calendar_takes_its_events_in_the_same_step_as_one_change()
    {
        var calendar = (await Store.FindCalendarAsync(Sample.Contoso, Sample.Team, Stop))!;
        var item = await Written("e");
        await Written("f");
        var before = await Head();

        var deleted = Is<WriteResult<TeamCalendar>.Written>(
            await Store.DeleteCalendarAsync(Sample.Contoso, Sample.Team, calendar.Revision.ETag, Sample.Adele, Stop));

        Assert.Equal(before.Version + 1, deleted.Position.Version);
        Assert.Null(await Store.FindEventAsync(Sample.Contoso, Sample.Team, item.Id, Stop));
        var changes = await Changes(before with { Version = 0 });
        Assert.Equal(new EntityChange<TeamCalendar>("", "team", deleted.Position.Version, null), Assert.Single(changes.Changes));
        Assert.False(changes.More);
    }

    [Fact, Trait("case", "6")]
    public async Task Whoever_missed_the_deletion_of_a_calendar_that_came_back_reads_afresh()
    {
        var calendar = (await Store.FindCalendarAsync(Sample.Contoso, Sample.Team, Stop))!;
        await Written("e");
        var before = await Head();
        var deleted = Is<WriteResult<TeamCalendar>.Written>(
            await Store.DeleteCalendarAsync(Sample.Contoso, Sample.Team, calendar.Revision.ETag, Sample.Adele, Stop)).Position;
        await Store.PutCalendarAsync(Sample.Contoso, Sample.Team, Sample.Calendar("again"), Overwrite, Sample.Adele, Stop);

        Is<ChangesResult.Expired>(await Store.GetChangesAsync(Sample.Contoso, before, 100, Stop));
        Assert.Equal("again", Assert.Single((await Changes(deleted)).Of<TeamCalendar>()).Item!.Content.Name);
        Assert.Empty((await Store.ListEventsAsync(Sample.Contoso, Sample.Team, null, null, 10, Stop))!.Items);
        Is<WriteResult<CalendarEvent>.Gone>(await Put("e", Sample.Event(), Create));
    }

    [Fact, Trait("case", "6")]
    public async Task A_deletion_is_remembered_for_its_lifetime_and_forgotten_after_it()
    {
        var item = await Written("e");
        var before = await Head();
        await Delete(item);

        Clock.Advance(StoreLimits.TombstoneLifetime.ToTimeSpan() - TimeSpan.FromMinutes(1));
        await Purged();
        Assert.Null(Assert.Single((await Changes(before)).Of<CalendarEvent>()).Item);

        var head = await Head();
        Clock.Advance(TimeSpan.FromMinutes(2));
        await Purged();
        Assert.Equal(head, Is<ChangesResult.Expired>(await Store.GetChangesAsync(Sample.Contoso, before, 100, Stop)).Current);
        Assert.Empty((await Changes(head)).Changes);
        Is<WriteResult<CalendarEvent>.Written>(await Put("e", Sample.Event(), Create));
    }

    [Fact, Trait("case", "6")]
    public async Task Purging_keeps_what_is_alive_and_other_tenants_positions()
    {
        await Store.PutCalendarAsync(Sample.Fabrikam, Sample.Team, Sample.Calendar(), Create, Sample.Adele, Stop);
        var fabrikam = await Head(Sample.Fabrikam);
        await Written("kept");
        await Delete(await Written("gone"));
        Clock.Advance(StoreLimits.TombstoneLifetime.ToTimeSpan() * 2);
        await Purged();

        Assert.Equal(["kept"], (await Store.ListEventsAsync(Sample.Contoso, Sample.Team, null, null, 10, Stop))!.Items.Select(item => item.Id.Value));
        Is<ChangesResult.Found>(await Store.GetChangesAsync(Sample.Fabrikam, fabrikam with { Version = 0 }, 100, Stop));
    }

    private async Task Purged()
    {
        while (await open[0].PurgeAsync(Stop))
        {
        }
    }
}
