using CalendarStore.Sqlite.Following;
using CalendarStore.Sqlite.Tables;
using CsCheck;
using TeamCalendars.Tenants;

namespace CalendarStore.Tests.Following;

/// <summary>The rules by which instances divide the shares: each alone, and in a simulation of several instances.</summary>
public class LeaseRulesTests
{
    private const int Shares = TenantShares.Count;

    private static readonly string?[] Free = new string?[Shares];

    [Fact]
    public void One_alone_takes_everything_and_keeps_it()
    {
        Assert.Equal(Enumerable.Range(0, Shares), LeaseRules.Decide("a", Free, ["a"]).Take);

        var settled = LeaseRules.Decide("a", Owned("a"), ["a"]);
        Assert.Empty(settled.Take);
        Assert.Empty(settled.GiveUp);
    }

    [Fact]
    public void A_joiner_waits_for_what_the_holder_gives_up()
    {
        Assert.Empty(LeaseRules.Decide("b", Owned("a"), ["a", "b"]).Take);
        Assert.Equal(Shares / 2, LeaseRules.Decide("a", Owned("a"), ["a", "b"]).GiveUp.Count);
    }

    [Fact]
    public void What_an_owner_that_is_gone_held_is_free()
    {
        var owners = Owned("gone");

        Assert.Equal(Shares, LeaseRules.Decide("a", owners, ["a"]).Take.Count);
        Assert.Equal(Shares / 2, LeaseRules.Decide("a", owners, ["a", "b"]).Take.Count);
    }

    [Fact]
    public void What_does_not_divide_stays_where_most_is_already()
    {
        string?[] owners = [.. Enumerable.Range(0, Shares).Select(share => share < 10 ? "a" : share < 21 ? "b" : "c")];

        foreach (var instance in new[] { "a", "b", "c" })
        {
            Assert.Equal((0, 0), (LeaseRules.Decide(instance, owners, ["a", "b", "c"]).Take.Count, LeaseRules.Decide(instance, owners, ["a", "b", "c"]).GiveUp.Count));
        }
    }

    [Fact]
    public void More_instances_than_shares_leave_some_without_and_nothing_unowned()
    {
        var live = Enumerable.Range(0, Shares + 5).Select(n => $"i{n:00}").ToList();

        Assert.Equal(Shares, live.Sum(instance => LeaseRules.Part(instance, Free, live)));
    }

    /// <summary>Instances start, end and read the leases in any order; then each reads them a few times more.</summary>
    [Fact]
    public void Whoever_comes_and_goes_and_looks_when_everyone_ends_with_an_equal_part_and_then_nothing_moves() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 9]).List[1, 80].Sample(steps =>
        {
            var owners = (string?[])Free.Clone();
            var live = new SortedSet<string>(StringComparer.Ordinal) { "i0" };
            foreach (var (instance, what) in steps)
            {
                var name = $"i{instance}";
                if (what == 0 && live.Count > 1)
                {
                    // It has ended. It still owns its shares until another instance notices that.
                    live.Remove(name);
                }
                else
                {
                    live.Add(name);
                    Look(name, owners, live);
                }
            }

            for (var round = 0; round < 3; round++)
            {
                foreach (var name in live)
                {
                    Look(name, owners, live);
                }
            }

            Assert.All(owners, owner => Assert.True(owner is not null && live.Contains(owner)));
            var parts = live.Select(name => owners.Count(owner => owner == name)).ToList();
            Assert.True(parts.Max() - parts.Min() <= 1, string.Join(' ', parts));
            Assert.All(live, name => Assert.False(Look(name, owners, live)));
        });

    [Fact]
    public void One_that_joins_two_moves_no_more_than_its_part() =>
        Gen.Int[1, 8].Sample(present =>
        {
            var owners = (string?[])Free.Clone();
            var live = new SortedSet<string>(Enumerable.Range(0, present).Select(n => $"i{n}"), StringComparer.Ordinal);
            Settle(owners, live);
            var before = (string?[])owners.Clone();

            live.Add("new");
            Settle(owners, live);

            Assert.Equal(owners.Count(owner => owner == "new"), owners.Zip(before).Count(share => share.First != share.Second));
        });

    [Fact]
    public void A_tenant_s_share_is_for_ever()
    {
        // Every existing store has this number in each of its heads.
        Assert.Equal([1, 25, 5], new[] { Sample.Contoso, Sample.Fabrikam, new TenantId(Guid.Empty) }.Select(TenantShares.Of));
    }

    [Fact]
    public void Tenants_are_spread_evenly_whatever_their_ids_look_like()
    {
        foreach (var ids in new[] { Enumerable.Range(0, 3_200).Select(n => new Guid(n, 0, 0, new byte[8])), Enumerable.Range(0, 3_200).Select(_ => Guid.NewGuid()) })
        {
            var parts = ids.CountBy(id => TenantShares.Of(new TenantId(id))).ToList();
            Assert.Equal(Shares, parts.Count);
            Assert.All(parts, part => Assert.InRange(part.Value, 40, 180));
        }
    }

    private static string?[] Owned(string owner) => [.. Enumerable.Repeat(owner, Shares)];

    private static void Settle(string?[] owners, IReadOnlyCollection<string> live)
    {
        for (var round = 0; round < 4; round++)
        {
            foreach (var name in live)
            {
                Look(name, owners, live);
            }
        }
    }

    /// <returns>Whether any share has another owner now.</returns>
    private static bool Look(string name, string?[] owners, IReadOnlyCollection<string> live)
    {
        var decision = LeaseRules.Decide(name, owners, live);
        foreach (var share in decision.Take)
        {
            Assert.True(owners[share] is not { } owner || !live.Contains(owner), "Only what is free is taken.");
            owners[share] = name;
        }

        foreach (var share in decision.GiveUp)
        {
            Assert.Equal(name, owners[share]);
            owners[share] = null;
        }

        return decision.Take.Count + decision.GiveUp.Count > 0;
    }
}
