using LocalHosting.Output;
using Microsoft.Extensions.Time.Testing;

namespace LocalHosting.Tests;

public class ResourceLogTests
{
    [Fact]
    public async Task The_oldest_lines_go_and_the_numbers_show_it()
    {
        var log = new ResourceLog(new FakeTimeProvider());
        for (var i = 1; i <= 10_003; i++)
        {
            log.Append($"line {i}", isError: false);
        }

        var lines = new List<LogLine>();
        await foreach (var batch in log.ReadAsync(follow: false, TestContext.Current.CancellationToken))
        {
            lines.AddRange(batch);
        }

        Assert.Equal(10_000, lines.Count);
        Assert.Equal(new LogLine(4, "line 4", IsErrorMessage: false), lines[0]);
    }

    [Fact]
    public void A_line_without_end_is_cut()
    {
        var log = new ResourceLog(new FakeTimeProvider());
        log.Append(new string('x', 100_000), isError: true);

        Assert.Equal(16 * 1024, Assert.Single(log.Last(5)).Content.Length);
    }
}
