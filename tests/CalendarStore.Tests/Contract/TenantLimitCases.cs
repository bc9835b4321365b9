using TeamCalendars.Calendars;
using TeamCalendars.Events;
using TeamCalendars.Writes;

namespace CalendarStore.Tests.Contract;

public abstract partial class CalendarStoreContract
{
    [Fact, Trait("case", "13")]
    public async Task A_tenant_has_at_most_so_many_events_and_may_always_change_and_delete_them()
    {
        Store = Reopen(new TenantLimits { Events = 3 }).Store;
        var first = await Written("e1");
        await Written("e2");

        var results = (await Store.WriteEventsAsync(
            Sample.Contoso, Sample.Team, [(Sample.Id("e3"), Sample.Event()), (Sample.Id("e4"), Sample.Event()), (Sample.Id("e2"), Sample.Event("changed"))], [], Sample.Adele, Stop))!;
        Is<WriteResult<CalendarEvent>.Written>(results[0]);
        Assert.Contains("3 events", Is<WriteResult<CalendarEvent>.LimitReached>(results[1]).Limit, StringComparison.Ordinal);
        Is<WriteResult<CalendarEvent>.Written>(results[2]);
        Is<WriteResult<CalendarEvent>.LimitReached>(await Put("e5", Sample.Event(), Create));

        await Store.PutCalendarAsync(Sample.Fabrikam, Sample.Team, Sample.Calendar(), Create, Sample.Adele, Stop);
        Is<WriteResult<CalendarEvent>.Written>(await Store.PutEventAsync(Sample.Fabrikam, Sample.Team, Sample.Id("e5"), Sample.Event(), Create, Sample.Adele, Stop));

        Is<WriteResult<CalendarEvent>.Written>(await Delete(first));
        Is<WriteResult<CalendarEvent>.Written>(await Put("e5", Sample.Event(), Create));
        Is<WriteResult<CalendarEvent>.LimitReached>(await Put("e1", Sample.Event(), Overwrite));
    }

    [Fact, Trait("case", "13")]
    public async Task The_contents_of_a_tenant_have_at_most_so_many_bytes()
    {
        Store = Reopen(new TenantLimits { Bytes = 2_000 }).Store;
        var item = await Written("e1", Sample.Event() with { Description = new string('a', 1_000) });

        Is<WriteResult<CalendarEvent>.LimitReached>(await Put("e2", Sample.Event() with { Description = new string('a', 900) }, Create));
        Is<WriteResult<CalendarEvent>.LimitReached>(await Put("e1", Sample.Event() with { Description = new string('a', 2_000) }, Overwrite));
        Is<WriteResult<TeamCalendar>.LimitReached>(await Store.PutCalendarAsync(
            Sample.Contoso, CalendarId.Parse("c2"), Sample.Calendar() with { Description = new string('a', 1_000) }, Create, Sample.Adele, Stop));

        Is<WriteResult<CalendarEvent>.Written>(await Put("e1", Sample.Event() with { Description = new string('a', 100) }, new WriteCondition.Match(item.Revision.ETag)));
        Is<WriteResult<CalendarEvent>.Written>(await Put("e2", Sample.Event() with { Description = new string('a', 900) }, Create));
    }

    [Theory, Trait("case", "13")]
    [InlineData(3)]
    [InlineData(60)]
    public async Task What_is_deleted_with_its_calendar_makes_room(int events)
    {
        Store = Reopen(new TenantLimits { Events = events }).Store;
        foreach (var some in Enumerable.Range(0, events).Chunk(StoreLimits.MaxBulkSize))
        {
            await Store.WriteEventsAsync(Sample.Contoso, Sample.Team, [.. some.Select(i => (Sample.Id($"e{i}"), Sample.Event()))], [], Sample.Adele, Stop);
        }

        var calendar = (await Store.FindCalendarAsync(Sample.Contoso, Sample.Team, Stop))!;
        Is<WriteResult<TeamCalendar>.Written>(await Store.DeleteCalendarAsync(Sample.Contoso, Sample.Team, calendar.Revision.ETag, Sample.Adele, Stop));
        await Purged();
        await Store.PutCalendarAsync(Sample.Contoso, Sample.Team, Sample.Calendar(), Overwrite, Sample.Adele, Stop);

        for (var i = 0; i < events; i++)
        {
            Is<WriteResult<CalendarEvent>.Written>(await Put($"new-{i}", Sample.Event(), Create));
        }

        Is<WriteResult<CalendarEvent>.LimitReached>(await Put("one-too-many", Sample.Event(), Create));
    }
}
