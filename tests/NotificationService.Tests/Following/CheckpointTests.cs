namespace NotificationService.Tests;

public class CheckpointTests
{
    private readonly CheckpointKeeper keeper = new(TimeSpan.FromSeconds(1));

    [Fact]
    public void Nothing_is_saved_past_a_change_whose_push_is_not_accepted()
    {
        Read(3);
        var stuck = Coalescer.Changed(TenantPushes.Quiet, Changes.Entry(2), new FeedPlace(1, new("1")));

        Assert.Equal(new FeedPlace(1, new("1")), keeper.Start([TenantPushes.Quiet, stuck], Changes.Noon));
    }

    [Fact]
    public void Once_all_is_accepted_the_last_read_place_is_saved_and_then_nothing_is_left()
    {
        Read(3);

        var place = keeper.Start([TenantPushes.Quiet], Changes.Noon)!.Value;
        keeper.Finished(place, succeeded: true);

        Assert.Equal(new FeedPlace(3, new("3")), place);
        Assert.Null(keeper.NextDue);
    }

    [Fact]
    public void Saves_come_one_at_a_time_and_at_most_once_per_interval()
    {
        Read(1);
        var place = keeper.Start([], Changes.Noon)!.Value;
        Read(1);
        Assert.Null(keeper.NextDue);

        keeper.Finished(place, succeeded: true);

        Assert.Equal(Changes.Noon.AddSeconds(1), keeper.NextDue);
    }

    [Fact]
    public void A_place_that_could_not_be_saved_is_tried_again()
    {
        Read(1);
        keeper.Finished(keeper.Start([], Changes.Noon)!.Value, succeeded: false);

        Assert.Equal(Changes.Noon.AddSeconds(1), keeper.NextDue);
        Assert.Equal(1, keeper.Start([], Changes.Noon.AddSeconds(1))!.Value.Sequence);
    }

    private void Read(int changes)
    {
        for (var n = 0; n < changes; n++)
            keeper.Advance(new($"{keeper.Read.Sequence + 1}"));
    }
}
