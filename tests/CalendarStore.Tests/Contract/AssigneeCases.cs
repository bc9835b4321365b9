using TeamCalendars.Calendars;
using TeamCalendars.Events;
using TeamCalendars.People;
using TeamCalendars.Writes;

namespace CalendarStore.Tests.Contract;

public abstract partial class CalendarStoreContract
{
    private static readonly PersonId Guest = Sample.Who("guest");

    [Fact, Trait("case", "15")]
    public async Task An_event_for_somebody_who_is_not_in_the_directory_is_invalid_and_nothing_is_written()
    {
        await WritePersonAsync(Adele, Sample.Person());
        var before = await Head();

        var result = Is<WriteResult<CalendarEvent>.Invalid>(await Put("e", For(Adele, Guest), Create));

        Assert.Equal("assignees[1]", Assert.Single(result.Violations).Field);
        Assert.Null(await Store.FindEventAsync(Sample.Contoso, Sample.Team, Sample.Id("e"), Stop));
        Assert.Equal(before, await Head());
        await WritePersonAsync(Guest, Sample.Person("Gast"));
        Is<WriteResult<CalendarEvent>.Written>(await Put("e", For(Adele, Guest), Create));
    }

    [Fact, Trait("case", "1"), Trait("case", "15")]
    public async Task An_event_cannot_be_for_a_person_of_another_tenant()
    {
        await WritePersonAsync(Adele, Sample.Person());
        await Store.PutCalendarAsync(Sample.Fabrikam, Sample.Team, Sample.Calendar(), Create, Sample.Adele, Stop);

        Is<WriteResult<CalendarEvent>.Invalid>(await Store.PutEventAsync(Sample.Fabrikam, Sample.Team, Sample.Id("e"), For(Adele), Create, Sample.Adele, Stop));
    }

    [Fact, Trait("case", "15")]
    public async Task An_event_keeps_a_person_who_was_deleted_and_no_other_event_can_have_that_person()
    {
        var person = await WritePersonAsync(Guest, Sample.Person("Gast"));
        var item = await Written("e", For(Guest));
        Is<WriteResult<Person>.Written>(await Store.DeletePersonAsync(Sample.Contoso, Guest, person.Revision.ETag, Sample.Adele, Stop));

        Assert.Equal(item, await Store.FindEventAsync(Sample.Contoso, Sample.Team, item.Id, Stop));
        Is<WriteResult<CalendarEvent>.Written>(await Put("e", For(Guest) with { Title = "Moved" }, new WriteCondition.Match(item.Revision.ETag)));
        Is<WriteResult<CalendarEvent>.Unchanged>(await Put("e", For(Guest) with { Title = "Moved" }, Create));
        Is<WriteResult<CalendarEvent>.Invalid>(await Put("other", For(Guest), Create));
    }

    [Fact, Trait("case", "4"), Trait("case", "5"), Trait("case", "15")]
    public async Task A_condition_that_does_not_hold_is_told_before_the_directory_is_looked_at()
    {
        await Written("e");

        Is<WriteResult<CalendarEvent>.Conflict>(await Put("e", For(Guest), new WriteCondition.Match("stale")));
        Is<WriteResult<CalendarEvent>.NotFound>(await Store.PutEventAsync(Sample.Contoso, CalendarId.Parse("none"), Sample.Id("e"), For(Guest), Create, Sample.Adele, Stop));
    }

    [Fact, Trait("case", "12"), Trait("case", "15")]
    public async Task A_bulk_write_adds_the_people_of_the_events_that_it_writes_in_the_same_step()
    {
        var newer = await Written("newer", For() with { Uid = "u", Sequence = 2 });
        var before = await Head();
        (PersonId, PersonContent)[] people = [(Guest, Sample.Person("Gast")), (Sample.Who("unused"), Sample.Person("Unused")), (Sample.Who("stale"), Sample.Person("Stale"))];

        var results = (await Store.WriteEventsAsync(
            Sample.Contoso, Sample.Team, [(Sample.Id("a"), For(Guest)), (Sample.Id("b"), For(Guest)), (newer.Id, For(Sample.Who("stale")) with { Uid = "u" })], people, Sample.Adele, Stop))!;

        Is<WriteResult<CalendarEvent>.Written>(results[0]);
        Is<WriteResult<CalendarEvent>.Written>(results[1]);
        Is<WriteResult<CalendarEvent>.Conflict>(results[2]);
        Assert.Equal(Guest, Assert.Single((await Store.ListPeopleAsync(Sample.Contoso, null, 10, Stop)).Items).Id);
        Assert.Equal(before.Version + 3, (await Head()).Version);
    }

    [Fact, Trait("case", "13"), Trait("case", "15")]
    public async Task An_event_for_a_person_for_whom_the_directory_has_no_room_is_not_written()
    {
        Store = Reopen(new TenantLimits { People = 1 }).Store;
        (PersonId, PersonContent)[] people = [(Guest, Sample.Person("Gast")), (Adele, Sample.Person())];

        var results = (await Store.WriteEventsAsync(
            Sample.Contoso, Sample.Team, [(Sample.Id("a"), For(Guest)), (Sample.Id("b"), For(Adele)), (Sample.Id("c"), For(Guest))], people, Sample.Adele, Stop))!;

        Is<WriteResult<CalendarEvent>.Written>(results[0]);
        Assert.Contains("1 people", Is<WriteResult<CalendarEvent>.LimitReached>(results[1]).Limit, StringComparison.Ordinal);
        Is<WriteResult<CalendarEvent>.Written>(results[2]);
    }

    private static EventContent For(params PersonId[] people) => Sample.Event() with { Assignees = [.. people] };
}
