using TeamCalendars.Calendars;
using TeamCalendars.Events;
using TeamCalendars.Writes;

namespace CalendarStore.Tests.Contract;

public abstract partial class CalendarStoreContract
{
    [Fact, Trait("case", "2")]
    public async Task Each_change_moves_the_tenants_version_by_one()
    {
        var before = await Head();
        var first = Is<WriteResult<CalendarEvent>.Written>(await Put("e", Sample.Event(), Create));
        var second = Is<WriteResult<CalendarEvent>.Written>(await Put("e", Sample.Event("later"), new WriteCondition.Match(first.Item!.Revision.ETag)));
        var third = Is<WriteResult<CalendarEvent>.Written>(await Delete(second.Item!));

        Assert.Equal([before.Version + 1, before.Version + 2, before.Version + 3], [first.Position.Version, second.Position.Version, third.Position.Version]);
        Assert.Equal(third.Position, await Head());
        Assert.Equal((true, false), (first.Created, second.Created));
        Assert.Null(third.Item);
    }

    [Fact, Trait("case", "2")]
    public async Task What_was_written_is_read_back_whole()
    {
        var content = new EventContent
        {
            Title = "Überprüfung 🎉",
            Description = "line\nline",
            Location = "Raum 1",
            Time = Sample.Timed("2026-03-29T02:30:00", "2026-03-29T04:00:00.5"),
            Category = "Review",
            Color = "#1a73e8",
            Assignees = [Adele, Sample.Who("guest")],
            Recurrence = new Recurrence
            {
                Rules = ["FREQ=WEEKLY;COUNT=3"],
                Dates = ["2026-05-01T10:00:00"],
                ExceptionDates = ["2026-04-05T02:30:00"],
                OverriddenDates = ["2026-04-12T02:30:00"],
            },
            Uid = "u@example",
        };
        await WritePersonAsync(Adele, Sample.Person());
        await WritePersonAsync(Sample.Who("guest"), Sample.Person("Gast"));
        var written = await Written("e", content);
        var days = await Written("d", new EventContent { Title = "x", Time = Sample.Days("2026-12-24", "2026-12-27"), RecurrenceId = "2026-12-24" });

        var read = await Reopen().Store.FindEventAsync(Sample.Contoso, Sample.Team, written.Id, Stop);

        Assert.Equal(written, read);
        Assert.Equal(content, read!.Content);
        Assert.Equal((Clock.GetUtcNow(), "adele"), (read.Revision.At.ToDateTimeOffset(), read.Revision.By));
        Assert.Equal(days, await Store.FindEventAsync(Sample.Contoso, Sample.Team, days.Id, Stop));
    }

    [Fact, Trait("case", "2")]
    public async Task No_two_writes_have_the_same_etag()
    {
        var etags = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            etags.Add((await Written("e", Sample.Event(i % 2 == 0 ? "even" : "odd"))).Revision.ETag);
        }

        Assert.Equal(etags.Count, etags.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact, Trait("case", "3")]
    public async Task Creating_the_same_again_is_unchanged_and_moves_nothing()
    {
        await WritePersonAsync(Sample.Who("a"), Sample.Person());
        await WritePersonAsync(Sample.Who("b"), Sample.Person());
        var first = Is<WriteResult<CalendarEvent>.Written>(await Put("e", Sample.Event() with { Assignees = [Sample.Who("a"), Sample.Who("b")] }, Create));
        var again = Is<WriteResult<CalendarEvent>.Unchanged>(await Put("e", Sample.Event() with { Assignees = [Sample.Who("a"), Sample.Who("b")] }, Create));

        Assert.Equal(first.Item, again.Item);
        Assert.Equal(first.Position, again.Position);
        Assert.Equal(first.Position, await Head());
    }

    [Fact, Trait("case", "3")]
    public async Task Creating_other_content_under_a_used_id_is_a_conflict_that_shows_what_is_there()
    {
        var first = await Written("e");

        var conflict = Is<WriteResult<CalendarEvent>.Conflict>(await Put("e", Sample.Event("other"), Create));

        Assert.Equal(first, conflict.Current);
        Assert.Equal(first, await Store.FindEventAsync(Sample.Contoso, Sample.Team, first.Id, Stop));
    }

    [Fact, Trait("case", "3")]
    public async Task A_deleted_id_cannot_be_created_again()
    {
        await Delete(await Written("e"));
        var calendar = Is<WriteResult<TeamCalendar>.Written>(
            await Store.PutCalendarAsync(Sample.Contoso, CalendarId.Parse("c"), Sample.Calendar(), Create, Sample.Adele, Stop)).Item!;
        await Store.DeleteCalendarAsync(Sample.Contoso, calendar.Id, calendar.Revision.ETag, Sample.Adele, Stop);
        var head = await Head();

        Is<WriteResult<CalendarEvent>.Gone>(await Put("e", Sample.Event(), Create));
        Is<WriteResult<TeamCalendar>.Gone>(await Store.PutCalendarAsync(Sample.Contoso, calendar.Id, Sample.Calendar(), Create, Sample.Adele, Stop));
        Assert.Equal(head, await Head());
    }

    [Fact, Trait("case", "4")]
    public async Task A_stale_etag_is_a_conflict()
    {
        var first = await Written("e");
        var second = await Written("e", Sample.Event("second"));

        Assert.Equal(second, Is<WriteResult<CalendarEvent>.Conflict>(await Put("e", Sample.Event("third"), new WriteCondition.Match(first.Revision.ETag))).Current);
        Assert.Equal(second, Is<WriteResult<CalendarEvent>.Conflict>(await Delete(first)).Current);
    }

    [Fact, Trait("case", "4")]
    public async Task Matching_an_unknown_or_deleted_id_finds_nothing()
    {
        var gone = await Written("gone");
        await Delete(gone);

        Is<WriteResult<CalendarEvent>.NotFound>(await Put("never", Sample.Event(), new WriteCondition.Match("x")));
        Is<WriteResult<CalendarEvent>.NotFound>(await Put("gone", Sample.Event("back"), new WriteCondition.Match(gone.Revision.ETag)));
        Is<WriteResult<CalendarEvent>.NotFound>(await Delete(gone));
        Is<WriteResult<TeamCalendar>.NotFound>(await Store.DeleteCalendarAsync(Sample.Contoso, CalendarId.Parse("never"), "x", Sample.Adele, Stop));
        Is<WriteResult<TeamCalendar>.NotFound>(
            await Store.PutCalendarAsync(Sample.Contoso, CalendarId.Parse("never"), Sample.Calendar(), new WriteCondition.Match("x"), Sample.Adele, Stop));
    }

    [Fact, Trait("case", "4")]
    public async Task Of_many_writers_with_the_same_etag_exactly_one_succeeds()
    {
        var other = Reopen().Store;
        var item = await Written("e");
        var match = new WriteCondition.Match(item.Revision.ETag);

        var results = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() =>
            (i % 2 == 0 ? Store : other).PutEventAsync(Sample.Contoso, Sample.Team, item.Id, Sample.Event($"{i}"), match, Sample.Adele, Stop), Stop)));

        var winner = Assert.Single(results.OfType<WriteResult<CalendarEvent>.Written>());
        Assert.Equal(39, results.OfType<WriteResult<CalendarEvent>.Conflict>().Count(conflict => conflict.Current == winner.Item));
    }

    [Fact, Trait("case", "4")]
    public async Task Replacing_with_the_same_content_writes_nothing()
    {
        var item = await Written("e");
        var head = await Head();

        Assert.Equal(item, Is<WriteResult<CalendarEvent>.Unchanged>(await Put("e", Sample.Event(), new WriteCondition.Match(item.Revision.ETag))).Item);
        Assert.Equal(head, await Head());
    }

    [Fact, Trait("case", "5")]
    public async Task An_event_in_an_unknown_or_deleted_calendar_is_not_found()
    {
        var calendar = Is<WriteResult<TeamCalendar>.Written>(
            await Store.PutCalendarAsync(Sample.Contoso, CalendarId.Parse("c"), Sample.Calendar(), Create, Sample.Adele, Stop)).Item!;
        await Store.DeleteCalendarAsync(Sample.Contoso, calendar.Id, calendar.Revision.ETag, Sample.Adele, Stop);

        foreach (var id in new[] { calendar.Id, CalendarId.Parse("never") })
        {
            Is<WriteResult<CalendarEvent>.NotFound>(await Store.PutEventAsync(Sample.Contoso, id, Sample.Id("e"), Sample.Event(), Create, Sample.Adele, Stop));
            Assert.Null(await Store.ListEventsAsync(Sample.Contoso, id, null, null, 10, Stop));
            Assert.Null(await Store.WriteEventsAsync(Sample.Contoso, id, [(Sample.Id("e"), Sample.Event())], [], Sample.Adele, Stop));
        }
    }

    [Fact]
    public async Task A_tenant_has_at_most_so_many_calendars()
    {
        var written = await Task.WhenAll(Enumerable.Range(1, StoreLimits.MaxCalendars - 1).Select(i =>
            Store.PutCalendarAsync(Sample.Contoso, CalendarId.Parse($"c{i}"), Sample.Calendar(), Create, Sample.Adele, Stop)));
        Assert.All(written, result => Is<WriteResult<TeamCalendar>.Written>(result));

        Is<WriteResult<TeamCalendar>.LimitReached>(
            await Store.PutCalendarAsync(Sample.Contoso, CalendarId.Parse("one-too-many"), Sample.Calendar(), Create, Sample.Adele, Stop));
        Assert.Equal(StoreLimits.MaxCalendars, (await Store.ListCalendarsAsync(Sample.Contoso, Stop)).Count);
    }
}
