using System.CommandLine;
using Bench.CommandLine;

namespace Bench.Tests.CommandLine;

public class BenchOptionsTests
{
    private BenchOptions? measured;

    [Fact]
    public void Options_are_read()
    {
        var parsed = Parse("--short", "--rows", "burst,latency", "--rounds", "5", "--json", "out.json");

        Assert.Equal(0, parsed.Invoke());
        Assert.True(measured!.Short);
        Assert.Equal(["burst", "latency"], measured.Rows.AsEnumerable());
        Assert.Equal((5, "out.json"), (measured.Rounds, measured.Json));
    }

    [Fact]
    public void Without_options_everything_is_measured()
    {
        Assert.Equal(0, Parse().Invoke());
        Assert.Equal((false, true, null, null), (measured!.Short, measured.Rows.IsEmpty, measured.Rounds, measured.Json));
    }

    [Fact]
    public void A_list_of_the_rows_measures_nothing()
    {
        var output = new StringWriter();

        Assert.Equal(0, Parse("--list").Invoke(new InvocationConfiguration { Output = output }));
        Assert.Contains("how fast", output.ToString(), StringComparison.Ordinal);
        Assert.Null(measured);
    }

    [Theory]
    [InlineData("Unrecognized command or argument '--fast'.", "--fast")]
    [InlineData("There is no row 'speed'; there are latency, burst.", "--rows", "latency,speed")]
    [InlineData("--rows names no row.", "--rows", ",")]
    [InlineData("Required argument missing for option: '--rows'.", "--rows")]
    [InlineData("Required argument missing for option: '--json'.", "--short", "--json")]
    [InlineData("--rounds takes a number from 1 to 100, not '0'.", "--rounds", "0")]
    [InlineData("--rounds takes a number from 1 to 100, not 'many'.", "--rounds", "many")]
    public void What_cannot_be_read_is_refused_with_the_reason(string reason, params string[] arguments)
    {
        Assert.Equal(reason, Parse(arguments).Errors[0].Message);
        Assert.Null(measured);
    }

    [Fact]
    public void Rounds_that_are_asked_for_win_over_the_mode() =>
        Assert.Equal(7, Scale.Of(new BenchOptions { Short = true, Rounds = 7 }).Rounds);

    private ParseResult Parse(params string[] arguments)
    {
        var command = BenchCommand.Create([("latency", "how fast"), ("burst", "how many")], options =>
        {
            measured = options;
            return Task.FromResult(0);
        });
        return command.Parse(arguments);
    }
}
