using CsCheck;

namespace CalendarClient.Tests.Replicas;

public class MergeTests
{
    private static readonly Replica Loaded = Replica.Empty.Merge(Make.Read("e", 10, "team@1", "team/a@5", "team/b@9"));

    [Fact]
    public void A_page_moves_the_position_and_brings_the_latest_state()
    {
        var merged = Merge(Loaded, Make.Page("e", 10, 13, "team/a@11", "-team/b@12", "other@13"));

        Assert.Equal(["other@13", "team/a@11", "team@1"], merged.Texts());
        Assert.Equal(new Position("e", 13), merged.Position);
    }

    [Fact]
    public void The_same_page_twice_is_the_same_as_once()
    {
        var page = Make.Page("e", 10, 13, "team/a@11", "-team/b@12", "other@13");

        Assert.Equal(Merge(Loaded, page).Texts(), Merge(Merge(Loaded, page), page).Texts());
    }

    [Fact]
    public void A_page_that_begins_behind_the_position_brings_back_nothing()
    {
        var ahead = Merge(Loaded, Make.Page("e", 10, 13, "-team/a@13"));
        var merged = Merge(ahead, Make.Page("e", 10, 14, "team/a@11", "team/c@14"));

        Assert.Equal(["team/b@9", "team/c@14", "team@1"], merged.Texts());
    }

    [Fact]
    public void A_page_that_leaves_a_gap_is_refused() =>
        Assert.Throws<ArgumentException>(() => Merge(Loaded, Make.Page("e", 11, 13)));

    [Fact]
    public void A_page_of_another_epoch_is_refused() =>
        Assert.Throws<ArgumentException>(() => Merge(Loaded, Make.Page("f", 10, 13)));

    [Fact]
    public void A_deleted_calendar_takes_its_events_with_it()
    {
        var merged = Merge(Loaded, Make.Page("e", 10, 11, "-team@11"));

        Assert.Empty(merged.Texts());
    }

    [Fact]
    public void An_own_write_is_held_but_the_position_stays()
    {
        var merged = Write(Loaded, "team/a@12");

        Assert.Equal(["team/a@12", "team/b@9", "team@1"], merged.Texts());
        Assert.Equal(new Position("e", 10), merged.Position);
    }

    [Fact]
    public void An_own_write_that_is_older_than_what_is_held_changes_nothing() =>
        Assert.Equal(Loaded.Texts(), Write(Loaded, "team/a@4").Texts());

    [Fact]
    public void A_late_answer_to_an_own_write_does_not_bring_back_what_was_deleted_since()
    {
        var deleted = Merge(Loaded, Make.Page("e", 10, 12, "-team/c@12"));

        Assert.Null(Write(deleted, "team/c@11").FindEvent("team", "c"));
    }

    [Fact]
    public void An_own_deletion_is_remembered_until_the_position_passes_it()
    {
        var deleted = Write(Loaded, "-team/a@14");
        Assert.Equal(["team/b@9", "team@1"], deleted.Texts());

        var late = Merge(deleted, Make.Page("e", 10, 12, "team/a@12"));
        Assert.Null(late.FindEvent("team", "a"));
        Assert.NotEmpty(late.Tombstones);

        var passed = Merge(late, Make.Page("e", 12, 14, "-team/a@14"));
        Assert.Empty(passed.Tombstones);

        // An import may write again what was deleted.
        Assert.Equal(15, Merge(passed, Make.Page("e", 14, 15, "team/a@15")).FindEvent("team", "a")?.Version);
    }

    [Fact]
    public void An_event_of_a_calendar_that_this_client_deleted_does_not_come_back_with_an_older_page()
    {
        var deleted = Write(Loaded, "-team@14");

        Assert.Empty(Merge(deleted, Make.Page("e", 10, 12, "team/a@12")).Texts());
    }

    [Fact]
    public void A_full_read_removes_what_is_no_longer_there()
    {
        var read = Loaded.Merge(Make.Read("e", 20, "team@1", "team/b@9"));

        Assert.Equal(["team/b@9", "team@1"], read.Texts());
        Assert.Equal(new Position("e", 20), read.Position);
    }

    [Fact]
    public void A_full_read_does_not_revert_what_is_newer_than_it()
    {
        var written = Write(Write(Loaded, "team/a@22"), "team/new@21");
        var read = written.Merge(Make.Read("e", 20, "team@1", "team/a@18", "team/b@9"));

        Assert.Equal(["team/a@22", "team/b@9", "team/new@21", "team@1"], read.Texts());
    }

    [Fact]
    public void A_full_read_does_not_bring_back_what_this_client_deleted_after_it()
    {
        var written = Write(Loaded, "-team/a@21");

        Assert.Null(written.Merge(Make.Read("e", 20, "team@1", "team/a@5")).FindEvent("team", "a"));
    }

    [Fact]
    public void A_full_read_of_another_epoch_replaces_everything()
    {
        var read = Write(Loaded, "team/a@22").Merge(Make.Read("f", 2, "team@1", "team/z@2"));

        Assert.Equal(["team/z@2", "team@1"], read.Texts());
    }

    [Fact]
    public void A_store_that_was_put_back_replaces_everything_too()
    {
        var read = Write(Loaded, "team/a@22").Merge(Make.Read("e", 3, "team@1", "team/z@2"));

        Assert.Equal(["team/z@2", "team@1"], read.Texts());
        Assert.Equal(new Position("e", 3), read.Position);
    }

    [Fact]
    public void Own_writes_come_to_the_same_in_any_order() =>
        Gen.Shuffle((string[])["team/a@11", "team/a@14", "-team/b@12", "team/c@13", "other@15", "-team/a@16", "team/a@17"])
            .Sample(writes => Assert.Equal(
                ["other@15", "team/a@17", "team/c@13", "team@1"],
                writes.Aggregate(Loaded, Write).Texts()));

    private static Replica Merge(Replica replica, ChangesPage page) => replica.Merge(page, []);

    private static Replica Write(Replica replica, string change)
    {
        return replica.Merge(Make.Change(change), []);
    }
}
