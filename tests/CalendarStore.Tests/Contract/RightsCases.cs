using TeamCalendars.Calendars;
using TeamCalendars.Events;
using TeamCalendars.Rights;
using TeamCalendars.Writes;

namespace CalendarStore.Tests.Contract;

public abstract partial class CalendarStoreContract
{
    private static readonly WriteContext Owner = new("adele");
    private static readonly WriteContext Diego = new("diego");
    private static readonly WriteContext Administrator = new("admin") { IsAdministrator = true };

    [Fact, Trait("case", "15")]
    public async Task Who_may_not_see_a_calendar_writes_as_to_one_that_was_deleted()
    {
        var calendar = await Shared("private", ("adele", CalendarRole.Owner));
        var item = Is<WriteResult<CalendarEvent>.Written>(await Store.PutEventAsync(Sample.Contoso, calendar.Id, Sample.Id("e"), Sample.Event(), Create, Owner, Stop)).Item!;
        var before = await Head();

        Is<WriteResult<TeamCalendar>.Gone>(await Store.PutCalendarAsync(Sample.Contoso, calendar.Id, Sample.Calendar("mine"), Create, Diego, Stop));
        Is<WriteResult<TeamCalendar>.NotFound>(await Store.PutCalendarAsync(Sample.Contoso, calendar.Id, Sample.Calendar("mine"), new WriteCondition.Match(calendar.Revision.ETag), Diego, Stop));
        Is<WriteResult<TeamCalendar>.NotFound>(await Store.DeleteCalendarAsync(Sample.Contoso, calendar.Id, calendar.Revision.ETag, Diego, Stop));
        Is<WriteResult<CalendarEvent>.NotFound>(await Store.PutEventAsync(Sample.Contoso, calendar.Id, Sample.Id("f"), Sample.Event(), Create, Diego, Stop));
        Is<WriteResult<CalendarEvent>.NotFound>(await Store.DeleteEventAsync(Sample.Contoso, calendar.Id, item.Id, item.Revision.ETag, Diego, Stop));
        Assert.Null(await Store.WriteEventsAsync(Sample.Contoso, calendar.Id, [(Sample.Id("f"), Sample.Event())], [], Diego, Stop));
        Assert.Equal(before, await Head());
    }

    [Fact, Trait("case", "15")]
    public async Task Of_two_writers_the_one_whose_right_was_withdrawn_is_refused_whatever_it_has_read_before()
    {
        var calendar = await Shared("team-2", ("adele", CalendarRole.Owner), ("diego", CalendarRole.Editor));
        var item = Is<WriteResult<CalendarEvent>.Written>(await Store.PutEventAsync(Sample.Contoso, calendar.Id, Sample.Id("e"), Sample.Event(), Create, Diego, Stop)).Item!;
        await Change(calendar, ("adele", CalendarRole.Owner), ("diego", CalendarRole.Reader));

        var refused = Is<WriteResult<CalendarEvent>.Forbidden>(await Store.PutEventAsync(
            Sample.Contoso, calendar.Id, item.Id, Sample.Event("again"), new WriteCondition.Match(item.Revision.ETag), Diego, Stop));

        Assert.Equal(CalendarRole.Editor, refused.Needed);
        Assert.All((await Store.WriteEventsAsync(Sample.Contoso, calendar.Id, [(Sample.Id("f"), Sample.Event()), (Sample.Id("g"), Sample.Event())], [], Diego, Stop))!, result => Is<WriteResult<CalendarEvent>.Forbidden>(result));
        Assert.Equal(item, await Store.FindEventAsync(Sample.Contoso, calendar.Id, item.Id, Stop));
    }

    [Fact, Trait("case", "15")]
    public async Task A_calendar_of_an_older_store_is_edited_by_everyone_and_deleted_by_an_administrator_alone()
    {
        var calendar = (await Store.FindCalendarAsync(Sample.Contoso, Sample.Team, Stop))!;
        Assert.Null(calendar.Content.Access);
        var renamed = Is<WriteResult<TeamCalendar>.Written>(
            await Store.PutCalendarAsync(Sample.Contoso, Sample.Team, Sample.Calendar("Ours"), new WriteCondition.Match(calendar.Revision.ETag), Diego, Stop)).Item!;

        Assert.Equal(CalendarRole.Owner, Is<WriteResult<TeamCalendar>.Forbidden>(await Store.DeleteCalendarAsync(Sample.Contoso, Sample.Team, renamed.Revision.ETag, Diego, Stop)).Needed);
        Is<WriteResult<TeamCalendar>.Forbidden>(await Store.PutCalendarAsync(
            Sample.Contoso, Sample.Team, Sample.Calendar("Ours") with { Access = Access(("diego", CalendarRole.Owner)) }, new WriteCondition.Match(renamed.Revision.ETag), Diego, Stop));
        Is<WriteResult<TeamCalendar>.Written>(await Store.DeleteCalendarAsync(Sample.Contoso, Sample.Team, renamed.Revision.ETag, Administrator, Stop));
    }

    [Fact, Trait("case", "15")]
    public async Task The_changes_of_an_access_are_kept_with_their_versions_and_too_many_of_them_are_forgotten()
    {
        var calendar = await Shared("team-2", ("adele", CalendarRole.Owner));
        var versions = new List<long>();
        for (var i = 0; i < 12; i++)
        {
            calendar = await Change(calendar, ("adele", CalendarRole.Owner), ("diego", i % 2 == 0 ? CalendarRole.Reader : CalendarRole.FreeBusy));
            versions.Add(calendar.Revision.Version);
        }

        var unrelated = Is<WriteResult<TeamCalendar>.Written>(await Store.PutCalendarAsync(
            Sample.Contoso, calendar.Id, Sample.Calendar("renamed"), new WriteCondition.Match(calendar.Revision.ETag), Owner, Stop)).Item!;

        var read = (await Store.FindCalendarAsync(Sample.Contoso, calendar.Id, Stop))!.Content;
        Assert.Equal((unrelated.Content, versions[1]), (read, read.History.Forgotten));
        Assert.Equal(versions[2..], read.History.Changes.Select(change => change.Version));
        Assert.Equal(versions[^1], CalendarView.Of(read, new Member("diego")).Since);
        Assert.False(CalendarView.WasVisible(read, new Member("megan"), versions[1]));
        Assert.True(CalendarView.WasVisible(read, new Member("megan"), versions[0]));
    }

    /// <summary>Random grants, writers and writes: the result is that of a table of roles, and what is refused changes nothing.</summary>
    [Theory, Trait("case", "15")]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_is_granted_each_write_ends_as_the_role_says(int seed)
    {
        var random = new Random(seed);
        string[] people = ["diego", "megan", "lee"];
        var calendar = await Shared("team-2", ("adele", CalendarRole.Owner));
        var item = Is<WriteResult<CalendarEvent>.Written>(await Store.PutEventAsync(Sample.Contoso, calendar.Id, Sample.Id("e"), Sample.Event("0"), Create, Owner, Stop)).Item!;
        for (var i = 1; i <= 60; i++)
        {
            if (random.Next(3) == 0)
            {
                var granted = people.Append(CalendarGrant.Everyone).Where(_ => random.Next(2) == 0).Select(to => (to, (CalendarRole)random.Next(1, 5))).Prepend(("adele", CalendarRole.Owner));
                calendar = await Change(calendar, [.. granted]);
            }

            var writer = new WriteContext(people[random.Next(people.Length)]) { IsAdministrator = random.Next(8) == 0 };
            var role = writer.IsAdministrator ? CalendarRole.Owner
                : calendar.Content.Access!.Grants.Where(grant => grant.To == writer.By || grant.To == "everyone").Select(grant => grant.Role).DefaultIfEmpty(CalendarRole.None).Max();
            var before = await Head();
            var result = await Store.PutEventAsync(Sample.Contoso, calendar.Id, item.Id, Sample.Event($"{i}"), new WriteCondition.Match(item.Revision.ETag), writer, Stop);
            item = result is WriteResult<CalendarEvent>.Written { Item: { } written } ? written : item;
            Assert.Equal(
                role switch { CalendarRole.None => typeof(WriteResult<CalendarEvent>.NotFound), < CalendarRole.Editor => typeof(WriteResult<CalendarEvent>.Forbidden), _ => typeof(WriteResult<CalendarEvent>.Written) },
                result.GetType());
            Assert.Equal(before.Version + (role < CalendarRole.Editor ? 0 : 1), (await Head()).Version);
            if (role < CalendarRole.Owner)
            {
                var deleted = await Store.DeleteCalendarAsync(Sample.Contoso, calendar.Id, calendar.Revision.ETag, writer, Stop);
                Assert.IsType(role == CalendarRole.None ? typeof(WriteResult<TeamCalendar>.NotFound) : typeof(WriteResult<TeamCalendar>.Forbidden), deleted);
            }
        }
    }

    private static CalendarAccess Access(params (string To, CalendarRole Role)[] grants) => new(grants.Select(grant => new CalendarGrant(grant.Role, grant.To)));

    private async Task<TeamCalendar> Shared(string id, params (string To, CalendarRole Role)[] grants) => Is<WriteResult<TeamCalendar>.Written>(await Store.PutCalendarAsync(
        Sample.Contoso, CalendarId.Parse(id), Sample.Calendar() with { Access = Access(grants) }, Create, Owner, Stop)).Item!;

    private async Task<TeamCalendar> Change(TeamCalendar calendar, params (string To, CalendarRole Role)[] grants) => await Store.PutCalendarAsync(
        Sample.Contoso, calendar.Id, calendar.Content with { Access = Access(grants) }, new WriteCondition.Match(calendar.Revision.ETag), Owner, Stop) switch
    {
        WriteResult<TeamCalendar>.Written { Item: { } item } => item,
        WriteResult<TeamCalendar>.Unchanged same => same.Item,
        var other => throw new InvalidOperationException($"{other}"),
    };
}
