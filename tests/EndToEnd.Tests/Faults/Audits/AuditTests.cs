using System.Collections.Immutable;
using CalendarClient;
using EndToEnd.Tests.Faults.People;
using EndToEnd.Tests.Faults.Writing;

namespace EndToEnd.Tests.Faults.Audits;

/// <summary>The minute of faults finds nothing as a rule. Here each promise is broken in turn: would it be found?</summary>
public class AuditTests
{
    private static readonly SampleTenant Ours = new(1, Users: 1);
    private static readonly SampleTenant Others = new(2, Users: 1);

    private readonly Journal _journal = new(_ => { });

    [Fact]
    public void What_is_as_it_should_be_breaks_nothing()
    {
        var audit = new ShownAudit(Ours, "client", _journal);
        audit.Look(Shown(5, Event(3)));
        audit.Look(Step(6, Event(3), Event(6)));
        audit.Look(Step(7, Event(6), null));
        audit.Look(Step(8, null, Event(8)));

        Assert.Empty(_journal.Violations);
    }

    [Fact]
    public void A_position_that_goes_back_is_found()
    {
        var audit = new ShownAudit(Ours, "client", _journal);
        audit.Look(Shown(5));
        audit.Look(Shown(4));

        Assert.Contains("went back", Assert.Single(_journal.Violations), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_life_of_the_store_is_found()
    {
        var audit = new ShownAudit(Ours, "client", _journal);
        audit.Look(Shown(5));
        audit.Look(new() { Replica = Replica.Empty with { Position = new Position("other", 5) }, IsReset = true });

        Assert.Contains("epoch", Assert.Single(_journal.Violations), StringComparison.Ordinal);
    }

    [Fact]
    public void An_item_that_goes_back_is_found()
    {
        var audit = new ShownAudit(Ours, "client", _journal);
        audit.Look(Step(6, null, Event(6)));
        audit.Look(Step(7, Event(6), Event(5)));

        Assert.Single(_journal.Violations);
    }

    [Fact]
    public void An_item_that_comes_back_from_before_its_deletion_is_found()
    {
        var audit = new ShownAudit(Ours, "client", _journal);
        audit.Look(Step(6, null, Event(6)));
        audit.Look(Step(7, Event(6), null));
        audit.Look(Step(8, null, Event(6)));

        Assert.Single(_journal.Violations);
    }

    [Fact]
    public void What_is_of_another_tenant_is_found()
    {
        var audit = new ShownAudit(Ours, "client", _journal);
        audit.Look(Step(6, null, Event(6) with { Description = Others.Mark }));
        audit.Look(Shown(7, Event(6) with { CalendarId = Others.Prefix + "team" }));

        Assert.Equal(2, _journal.Violations.Count);
    }

    [Theory]
    [InlineData("e", 1, 9, "t1-team", 0)]
    [InlineData("other", 1, 9, "t1-team", 1)]
    [InlineData("e", 1, 11, "t1-team", 1)]
    [InlineData("e", 9, 8, "t1-team", 1)]
    [InlineData("e", 1, 9, "t2-team", 1)]
    public void A_push_that_is_none_of_the_tenants_is_found(string epoch, long since, long version, string calendar, int found)
    {
        new PushAudit(_journal).Check(Ours, "e", head: 10, [new Clients.Reload { Epoch = epoch, Since = since, Version = version, Calendars = [calendar], Changes = 1 }]);

        Assert.Equal(found, _journal.Violations.Count);
    }

    [Fact]
    public void An_acknowledged_write_that_is_not_in_the_log_is_found()
    {
        var audit = new ChangeLogAudit(_journal);
        (Acknowledgement, bool)[] log = [(new(1, "t1-team", null), false), (new(2, "t1-team", "t1-a"), false), (new(3, "t1-team", "t1-a"), true)];
        audit.Check(log, [new(1, "t1-team", null), new(2, "t1-team", "t1-a"), new(null, "t1-team", "t1-a")]);
        Assert.Empty(_journal.Violations);

        audit.Check(log, [new(4, "t1-team", "t1-b"), new(null, "t1-team", "t1-b")]);

        Assert.Equal(2, _journal.Violations.Count);
    }

    [Fact]
    public void An_acknowledged_import_that_is_not_in_the_log_is_found()
    {
        var audit = new ChangeLogAudit(_journal);
        (Acknowledgement, bool)[] log = [(new(1, "t1-team", "x"), false), (new(2, "t1-team", "y"), false), (new(3, "t1-team", "t1-own"), false), (new(4, "t1-team", "x"), false)];
        audit.Check(log, Ours, [new(2, "t1-team", 2), new(4, "t1-team", 1)]);
        Assert.Empty(_journal.Violations);

        audit.Check(log, Ours, [new(2, "t1-team", 2), new(3, "t1-team", 1)]);

        Assert.Single(_journal.Violations);
    }

    private static ReplicaChange Shown(long version, params CalendarEvent[] events) => new() { Replica = Holding(version, events), IsReset = true };

    private static ReplicaChange Step(long version, CalendarEvent? before, CalendarEvent? after) =>
        new() { Replica = Holding(version, []), Events = [new((before ?? after)!.CalendarId, (before ?? after)!.Id, before, after)] };

    private static Replica Holding(long version, CalendarEvent[] events) => Replica.Empty with
    {
        Position = new Position("e", version),
        Events = events.GroupBy(item => item.CalendarId, StringComparer.Ordinal).ToImmutableDictionary(calendar => calendar.Key, calendar => calendar.ToImmutableDictionary(item => item.Id)),
    };

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
