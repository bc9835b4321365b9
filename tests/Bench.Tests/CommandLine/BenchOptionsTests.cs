using Bench.CommandLine;

namespace Bench.Tests.CommandLine;

public class BenchOptionsTests
{
    private static readonly string[] Rows = ["latency", "burst"];

    [Fact]
    public void Options_are_read()
    {
        var options = BenchOptions.Parse(["--short", "--rows", "burst,latency", "--rounds", "5", "--json", "out.json"], Rows, out var problem);

        Assert.Null(problem);
        Assert.True(options!.Short);
        Assert.Equal(["burst", "latency"], options.Rows.AsEnumerable());
        Assert.Equal((5, "out.json"), (options.Rounds, options.Json));
    }

    [Theory]
    [InlineData("'--fast' is no option.", "--fast")]
    [InlineData("There is no row 'speed'; there are latency, burst.", "--rows", "latency,speed")]
    [InlineData("--rows names no row.", "--rows", ",")]
    [InlineData("--rows needs a value.", "--rows")]
    [InlineData("--json needs a value.", "--short", "--json")]
    [InlineData("--rounds takes a number from 1 to 100, not '0'.", "--rounds", "0")]
    [InlineData("--rounds takes a number from 1 to 100, not 'many'.", "--rounds", "many")]
    public void What_cannot_be_read_is_refused_with_the_reason(string reason, params string[] arguments)
    {
        Assert.Null(BenchOptions.Parse(arguments, Rows, out var problem));
        Assert.Equal(reason, problem);
    }

    [Fact]
    public void Rounds_that_are_asked_for_win_over_the_mode() =>
        Assert.Equal(7, Scale.Of(new BenchOptions { Short = true, Rounds = 7 }).Rounds);
}
