using CalendarStore.Changes;
using TeamCalendars.Calendars;
using TeamCalendars.Entities;
using TeamCalendars.Events;
using TeamCalendars.Writes;

namespace CalendarStore.Tests.Contract;

public abstract partial class CalendarStoreContract
{
    [Fact, Trait("case", "9")]
    public async Task Changes_list_each_thing_once_in_its_latest_state_by_version()
    {
        var before = await Head();
        await Written("a");
        await Written("b");
        var a = await Written("a", Sample.Event("again"));
        var gone = Is<WriteResult<CalendarEvent>.Written>(await Delete(await Written("c")));

        var changes = await Changes(before);

        Assert.Equal(["b", "a", "c"], changes.Of<CalendarEvent>().Select(item => item.Id));
        Assert.Equal(a, changes.Of<CalendarEvent>().ElementAt(1).Item);
        Assert.Equal(new EntityChange<CalendarEvent>("team", "c", gone.Position.Version, null), changes.Changes[2]);
        Assert.Equal((before.Version, gone.Position.Version, gone.Position.Version, false), (changes.From, changes.To, changes.Head, changes.More));
        Assert.Equal(before.Epoch, changes.Epoch);
    }

    [Fact, Trait("case", "9")]
    public async Task Calendars_and_events_share_a_page_and_no_page_exceeds_its_limit()
    {
        for (var i = 0; i < 7; i++)
        {
            await Store.PutCalendarAsync(Sample.Contoso, CalendarId.Parse($"c{i}"), Sample.Calendar(), Create, Sample.Adele, Stop);
            await Written($"e{i}");
        }

        var since = (await Head()) with { Version = 0 };
        var versions = new List<long>();
        ChangeSet page;
        do
        {
            page = await Changes(since, limit: 4);
            Assert.InRange(page.Changes.Length, 1, 4);
            versions.AddRange(page.Changes.Select(item => item.Version));
            since = since with { Version = page.To };
        }
        while (page.More);

        Assert.Equal(Enumerable.Range(1, 15).Select(version => (long)version), versions);
    }

    [Fact, Trait("case", "9")]
    public async Task Nothing_new_is_an_empty_answer_at_the_head()
    {
        var head = await Head();

        var changes = await Changes(head);

        Assert.Empty(changes.Changes);
        Assert.Equal((head.Version, head.Version, false), (changes.To, changes.Head, changes.More));
    }

    [Fact, Trait("case", "10")]
    public async Task A_version_beyond_the_head_or_of_another_epoch_is_expired()
    {
        var head = await Head();

        Assert.Equal(head, Is<ChangesResult.Expired>(await Store.GetChangesAsync(Sample.Contoso, head with { Version = head.Version + 1 }, 10, Stop)).Current);
        Assert.Equal(head, Is<ChangesResult.Expired>(await Store.GetChangesAsync(Sample.Contoso, head with { Epoch = "another" }, 10, Stop)).Current);
        Is<ChangesResult.Expired>(await Store.GetChangesAsync(Sample.Contoso, head with { Version = -1 }, 10, Stop));
    }

    [Fact, Trait("case", "11")]
    public async Task A_second_connection_sees_what_the_first_wrote_at_once()
    {
        var other = Reopen().Store;
        for (var i = 0; i < 20; i++)
        {
            var item = await Written($"e{i}");
            Assert.Equal(item, await other.FindEventAsync(Sample.Contoso, Sample.Team, item.Id, Stop));
            Assert.Equal(item.Revision.Version, (await other.GetPositionAsync(Sample.Contoso, Stop)).Version);
        }
    }

    [Fact, Trait("case", "12")]
    public async Task A_bulk_write_reports_each_item_in_order()
    {
        await Written("same");
        await Delete(await Written("deleted"));
        var before = await Head();

        var results = await Store.WriteEventsAsync(
            Sample.Contoso, Sample.Team,
            [(Sample.Id("new"), Sample.Event()), (Sample.Id("same"), Sample.Event()), (Sample.Id("deleted"), Sample.Event()), (Sample.Id("new"), Sample.Event("twice"))], [],
            Sample.Adele, Stop);

        Assert.Equal(
            [(true, before.Version + 1), (true, before.Version + 2), (false, before.Version + 3)],
            results!.OfType<WriteResult<CalendarEvent>.Written>().Select(written => (written.Created, written.Position.Version)));
        Is<WriteResult<CalendarEvent>.Unchanged>(results![1]);
        Assert.Equal("twice", (await Store.FindEventAsync(Sample.Contoso, Sample.Team, Sample.Id("new"), Stop))!.Content.Title);
        Assert.Equal(before.Version + 3, (await Head()).Version);
    }

    [Fact, Trait("case", "12")]
    public async Task A_bulk_write_that_cannot_be_finished_leaves_nothing()
    {
        var before = await Head();

        await Assert.ThrowsAnyAsync<Exception>(() => Store.WriteEventsAsync(
            Sample.Contoso, Sample.Team,
            [(Sample.Id("first"), Sample.Event()), (Sample.Id("second"), Sample.Event() with { Time = Sample.Timed("2026-11-23T09:00:00", "2026-11-23T10:00:00", "No/Zone") })], [],
            Sample.Adele, Stop));

        Assert.Null(await Store.FindEventAsync(Sample.Contoso, Sample.Team, Sample.Id("first"), Stop));
        Assert.Equal(before, await Head());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.WriteEventsAsync(
            Sample.Contoso, Sample.Team, [.. Enumerable.Range(0, StoreLimits.MaxBulkSize + 1).Select(i => (Sample.Id($"{i}"), Sample.Event()))], [], Sample.Adele, Stop));
    }
}
