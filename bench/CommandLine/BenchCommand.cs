using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Bench.Micro;

namespace Bench.CommandLine;

/// <summary>The command line of a run.</summary>
internal static class BenchCommand
{
    /// <param name="rows">The names of all rows, each with what it measures.</param>
    /// <param name="measure">Measures, and returns the exit code.</param>
    public static RootCommand Create(IReadOnlyList<(string Name, string Title)> rows, Func<BenchOptions, Task<int>> measure)
    {
        var shortMode = new Option<bool>("--short") { Description = "Fewer clients, rounds and seconds: under two minutes on a quiet machine." };
        var chosen = new Option<ImmutableArray<string>>("--rows")
        {
            HelpName = "a,b,…",
            Arity = ArgumentArity.ExactlyOne,
            Description = "Only these rows; --list names them.",
            DefaultValueFactory = _ => [],
            CustomParser = argument => ReadRows(argument, rows),
        };
        var rounds = new Option<int?>("--rounds") { HelpName = "n", Description = "How many rounds: 3, in short mode 2, unless given.", CustomParser = ReadRounds };
        var json = new Option<string?>("--json") { HelpName = "file", Description = "Where the figures go as JSON: artifacts/bench/<time>.json unless given." };
        var list = new Option<bool>("--list") { Description = "Show the rows and what they measure." };

        var command = new RootCommand("Measures the system beside a bare SignalR hub, Socket.IO and a naive implementation.") { shortMode, chosen, rounds, json, list };
        command.SetAction((values, _) =>
        {
            if (!values.GetValue(list))
            {
                return measure(new() { Short = values.GetValue(shortMode), Rows = values.GetValue(chosen), Rounds = values.GetValue(rounds), Json = values.GetValue(json) });
            }

            foreach (var (name, title) in rows)
            {
                values.InvocationConfiguration.Output.WriteLine($"{name,-12} {title}");
            }

            return Task.FromResult(0);
        });

        var micro = new Command("micro", "Measures allocation and time of the hot paths. BenchmarkDotNet's arguments follow; after -- also its --help.") { TreatUnmatchedTokensAsErrors = false };
        micro.SetAction(values => Benchmarks.Run([.. values.UnmatchedTokens]));
        command.Subcommands.Add(micro);
        return command;
    }

    private static ImmutableArray<string> ReadRows(ArgumentResult argument, IReadOnlyList<(string Name, string Title)> known)
    {
        ImmutableArray<string> rows = [.. argument.Tokens[0].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        if (rows.IsEmpty)
        {
            argument.AddError("--rows names no row.");
        }
        else if (rows.FirstOrDefault(row => !known.Any(other => other.Name == row)) is { } unknown)
        {
            argument.AddError($"There is no row '{unknown}'; there are {string.Join(", ", known.Select(row => row.Name))}.");
        }

        return rows;
    }

    private static int? ReadRounds(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rounds) && rounds is > 0 and <= 100)
        {
            return rounds;
        }

        argument.AddError($"--rounds takes a number from 1 to 100, not '{text}'.");
        return null;
    }
}
