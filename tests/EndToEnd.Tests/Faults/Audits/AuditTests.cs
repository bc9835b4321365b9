using CalendarClient;
using EndToEnd.Tests.Faults.People;

namespace EndToEnd.Tests.Faults.Audits;

/// <summary>The minute of faults usually finds no broken promise. These tests break each promise in turn, and the audit must find it.</summary>
public class AuditTests
{
    private static readonly SampleTenant Ours = new(1, Users: 1);
    private static readonly SampleTenant Others = new(2, Users: 1);

    private readonly Journal journal = new(_ => { });

    [Fact]
    public void What_is_as_it_should_be_breaks_nothing()
    {
        var audit = new ShownAudit(Ours, "client", journal);
        audit.Look(Shown(5, Event(3)));
        audit.Look(Step(6, Event(3), Event(6)));
        audit.Look(Step(7, Event(6), null));
        audit.Look(Step(8, null, Event(8)));

        Assert.Empty(journal.Violations);
    }

    [Fact]
    public void A_position_that_goes_back_is_found()
    {
        var audit = new ShownAudit(Ours, "client", journal);
        audit.Look(Shown(5));
        audit.Look(Shown(4));

        Assert.Contains("went back", Assert.Single(journal.Violations), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_epoch_of_the_store_is_found()
    {
        var audit = new ShownAudit(Ours, "client", journal);
        audit.Look(Shown(5));
        audit.Look(new() { Replica = Replica.Empty with { Position = new Position("other", 5) }, IsReset = true });

        Assert.Contains("epoch", Assert.Single(journal.Violations), StringComparison.Ordinal);
    }

    [Fact]
    public void An_item_that_goes_back_is_found()
    {
        var audit = new ShownAudit(Ours, "client", journal);
        audit.Look(Step(6, null, Event(6)));
        audit.Look(Step(7, Event(6), Event(5)));

        Assert.Single(journal.Violations);
    }

    [Fact]
    public void An_item_that_comes_back_from_before_its_deletion_is_found()
    {
        var audit = new ShownAudit(Ours, "client", journal);
        audit.Look(Step(6, null, Event(6)));
        audit.Look(Step(7, Event(6), null));
        audit.Look(Step(8, null, Event(6)));

        Assert.Single(journal.Violations);
    }

    [Fact]
    public void What_is_of_another_tenant_is_found()
    {
        var audit = new ShownAudit(Ours, "client", journal);
        audit.Look(Step(6, null, Event(6) with { Description = Others.Mark }));
        audit.Look(Shown(7, Event(6) with { CalendarId = Others.Prefix + "team" }));

        Assert.Equal(2, journal.Violations.Count);
    }

    [Theory]
    [InlineData("e", 9, 0)]
    [InlineData("other", 9, 1)]
    [InlineData("e", 11, 1)]
    public void A_push_that_is_none_of_the_tenants_is_found(string epoch, long version, int found)
    {
        new PushAudit(journal).Check(Ours, "e", head: 10, [new Clients.Reload { Epoch = epoch, Version = version }]);

        Assert.Equal(found, journal.Violations.Count);
    }

    [Theory]
    [InlineData(12, 0)]
    [InlineData(11, 1)]
    [InlineData(13, 1)]
    public void A_version_that_was_not_acknowledged_and_an_acknowledged_write_without_one_are_found(long written, int found)
    {
        new HeadAudit(journal).CheckCount(Ours, begin: 3, head: 15, written);

        Assert.Equal(found, journal.Violations.Count);
    }

    [Fact]
    public void Changes_with_a_gap_a_version_twice_or_another_end_are_found()
    {
        var audit = new HeadAudit(journal);
        audit.CheckPages(Ours, 3, 15, [Page(3, 9, 5, 9), Page(9, 15, 11, 15)]);
        Assert.Empty(journal.Violations);

        audit.CheckPages(Ours, 3, 15, [Page(3, 9, 5, 9), Page(10, 15, 11, 15)]);
        audit.CheckPages(Ours, 3, 15, [Page(3, 9, 5, 9), Page(9, 15, 9, 15)]);
        audit.CheckPages(Ours, 3, 15, [Page(3, 15, 9, 9)]);
        audit.CheckPages(Ours, 3, 15, [Page(3, 9, 5, 9)]);

        Assert.Equal(4, journal.Violations.Count);
    }

    [Fact]
    public void A_last_write_that_is_not_in_the_changes_is_found()
    {
        var audit = new HeadAudit(journal);
        ChangesPage[] pages = [Page(0, 9, 8) with { Items = [.. Page(0, 9, 8).Items, Deleted("t1-old", 7), DeletedEvent("gone", 9)] }];
        audit.CheckWrites(pages, [new(2, "t1-team", "event-8"), new(8, "t1-team", "event-8"), new(5, "t1-old", "t1-a"), new(7, "t1-old", null), new(null, "t1-team", "gone")]);
        Assert.Empty(journal.Violations);

        // Another version, none at all, a deletion that did not happen.
        audit.CheckWrites(pages, [new(6, "t1-team", "event-8")]);
        audit.CheckWrites(pages, [new(4, "t1-team", "t1-lost")]);
        audit.CheckWrites(pages, [new(null, "t1-team", "event-8")]);

        Assert.Equal(3, journal.Violations.Count);
    }

    private static ChangesPage Page(long from, long to, params long[] versions) => new()
    {
        Epoch = "e",
        From = from,
        To = to,
        Head = to,
        Next = "",
        Items =
        [
            .. from version in versions
               let item = Event(version) with { Id = $"event-{version}" }
               select new Changed<CalendarEvent>(item.Key, version, item),
        ],
    };

    private static Changed<Calendar> Deleted(string id, long version) => new(
        new Calendar { Id = id, Version = version, Name = id, TimeZone = "Europe/Berlin", Etag = "", UpdatedAt = default, UpdatedBy = "" }.Key, version, null);

    private static Changed<CalendarEvent> DeletedEvent(string id, long version) => new((Event(version) with { Id = id }).Key, version, null);

    private static ReplicaChange Shown(long version, params CalendarEvent[] events) => new() { Replica = Holding(version, events), IsReset = true };

    private static ReplicaChange Step(long version, CalendarEvent? before, CalendarEvent? after) =>
        new() { Replica = Holding(version, []), Items = [new EntityChange<CalendarEvent>((before ?? after)!.Key, before, after)] };

    private static Replica Holding(long version, CalendarEvent[] events) => Replica.Of(new Position("e", version), events);

    private static CalendarEvent Event(long version) => new()
    {
        CalendarId = Ours.Prefix + "team",
        Id = "a",
        Version = version,
        Etag = $"\"{version}\"",
        Title = "x",
        Description = Ours.Mark,
        Start = "2026-11-23T09:00:00",
        End = "2026-11-23T10:00:00",
        UpdatedAt = default,
        UpdatedBy = "adele",
    };
}
