using CalendarStore.Feed;
using NotificationService.Following;

namespace NotificationService.Tests.Following;

public class CheckpointTests
{
    private static readonly FeedShare Share = Changes.Share;
    private static readonly Dictionary<FeedShare, Checkpoint> AllAccepted = [];

    private readonly FollowedShares shares = new(TimeSpan.FromSeconds(1));

    public CheckpointTests() => shares.Add(Share);

    [Fact]
    public void Nothing_is_saved_past_a_head_whose_push_is_not_accepted()
    {
        Read(3);

        Assert.Equal(1, Due(Changes.Noon, before: 1)!.Value.Pages);
    }

    [Fact]
    public void Nothing_is_saved_before_the_first_page_is_done_with()
    {
        Read(3);

        Assert.Null(Due(Changes.Noon, before: 0));
    }

    [Fact]
    public void Once_all_is_accepted_the_last_read_place_is_saved_and_then_nothing_is_left()
    {
        Read(3);

        Assert.Equal(3, Save(succeeds: true));
        Assert.Null(shares.NextDue);
    }

    [Fact]
    public void Saves_come_one_at_a_time_and_at_most_once_per_interval()
    {
        Read(1);
        var checkpoint = Due(Changes.Noon)!.Value;
        shares[Share]!.Saving();
        Read(1);
        Assert.Null(shares.NextDue);
        Assert.Null(Due(Changes.Noon));

        shares[Share]!.Saved(checkpoint, succeeded: true);

        Assert.Equal(Changes.Noon.AddSeconds(1), shares.NextDue);
    }

    [Fact]
    public void A_place_that_could_not_be_saved_is_tried_again()
    {
        Read(1);
        Assert.Equal(1, Save(succeeds: false));

        Assert.Equal(Changes.Noon.AddSeconds(1), shares.NextDue);
        Assert.Equal(1, Save(succeeds: true));
    }

    [Fact]
    public void A_share_held_anew_has_nothing_of_before_to_save()
    {
        Read(3);
        shares.Remove(Share);
        shares.Add(Share with { Token = 2 });

        Assert.Empty(shares.Due(AllAccepted, Changes.Noon));
        Assert.Null(shares[Share]);
    }

    private long Save(bool succeeds)
    {
        var checkpoint = Due(Changes.Noon)!.Value;
        shares[Share]!.Saving();
        shares[Share]!.Saved(checkpoint, succeeds);
        return checkpoint.Pages;
    }

    private Checkpoint? Due(DateTimeOffset now, long? before = null) =>
        shares.Due(before is { } pages ? new Dictionary<FeedShare, Checkpoint> { [Share] = new(pages) } : AllAccepted, now).SingleOrDefault()?.Checkpoint;

    private void Read(int pages)
    {
        for (var n = 0; n < pages; n++)
        {
            shares[Share]!.Advance(Changes.Page(Changes.Entry(n + 1)));
        }
    }
}
