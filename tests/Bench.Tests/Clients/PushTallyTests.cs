using Bench.Clients;

namespace Bench.Tests.Clients;

public class PushTallyTests
{
    [Fact]
    public void A_push_that_is_no_news_was_sent_all_the_same()
    {
        var tally = new PushTally();

        tally.Add(new Push(Version: 7, Sent: 0, Heard: 1, Bytes: 200));
        tally.Add(new Push(Version: 7, Sent: 0, Heard: 2, Bytes: 200));
        tally.Add(new Push(Version: 6, Sent: 0, Heard: 3, Bytes: 150));

        Assert.Equal([1L, 2L, 3L], tally.HeardAt);
        Assert.Equal(550, tally.Bytes);
    }
}
