using CalendarStore.Changes;
using TeamCalendars.Events;
using TeamCalendars.Writes;

namespace CalendarStore.Tests.Contract;

public abstract partial class CalendarStoreContract
{
    [Fact, Trait("case", "1")]
    public async Task The_same_ids_in_two_tenants_are_two_things()
    {
        await Written("e", Sample.Event("of Contoso"));
        await Store.PutCalendarAsync(Sample.Fabrikam, Sample.Team, Sample.Calendar("Fabrikam's"), Create, Sample.Adele, Stop);
        await Store.PutEventAsync(Sample.Fabrikam, Sample.Team, Sample.Id("e"), Sample.Event("of Fabrikam"), Create, Sample.Adele, Stop);

        Assert.Equal("of Contoso", (await Store.FindEventAsync(Sample.Contoso, Sample.Team, Sample.Id("e"), Stop))!.Content.Title);
        Assert.Equal("of Fabrikam", (await Store.FindEventAsync(Sample.Fabrikam, Sample.Team, Sample.Id("e"), Stop))!.Content.Title);
        Assert.Equal(["Fabrikam's"], (await Store.ListCalendarsAsync(Sample.Fabrikam, Stop)).Select(item => item.Content.Name));
    }

    [Fact, Trait("case", "1")]
    public async Task A_foreign_tenants_calendar_can_be_neither_seen_nor_written()
    {
        var item = await Written("e");

        Assert.Null(await Store.FindCalendarAsync(Sample.Fabrikam, Sample.Team, Stop));
        Assert.Null(await Store.FindEventAsync(Sample.Fabrikam, Sample.Team, item.Id, Stop));
        Assert.Null(await Store.ListEventsAsync(Sample.Fabrikam, Sample.Team, null, null, 10, Stop));
        Is<WriteResult<CalendarEvent>.NotFound>(await Store.PutEventAsync(Sample.Fabrikam, Sample.Team, item.Id, Sample.Event(), Overwrite, Sample.Adele, Stop));
        Is<WriteResult<CalendarEvent>.NotFound>(await Store.DeleteEventAsync(Sample.Fabrikam, Sample.Team, item.Id, item.Revision.ETag, Sample.Adele, Stop));
        Assert.Null(await Store.WriteEventsAsync(Sample.Fabrikam, Sample.Team, [(item.Id, Sample.Event())], [], Sample.Adele, Stop));
        Assert.Equal(0, (await Head(Sample.Fabrikam)).Version);
    }

    [Fact, Trait("case", "1")]
    public async Task One_tenants_writes_neither_move_nor_show_in_anothers_changes()
    {
        await Store.PutCalendarAsync(Sample.Fabrikam, Sample.Team, Sample.Calendar(), Create, Sample.Adele, Stop);
        var fabrikam = await Head(Sample.Fabrikam);
        var item = await Written("e");
        await Delete(item);

        Assert.Equal(fabrikam, await Head(Sample.Fabrikam));
        var seen = Is<ChangesResult.Found>(await Store.GetChangesAsync(Sample.Fabrikam, fabrikam with { Version = 0 }, 100, Stop)).Changes;
        Assert.Single(seen.Changes);
    }
}
