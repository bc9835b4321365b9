using System.Collections.Immutable;
using System.Globalization;

namespace Bench.CommandLine;

/// <summary>Which rows to measure and how long; see <see cref="Usage"/>.</summary>
internal sealed record BenchOptions
{
    public const string Usage = """
        dotnet run --project bench -c Release -- [options]

          --short            fewer clients, rounds and seconds: under two minutes on a quiet machine
          --rows a,b,…       only these rows; --list names them
          --rounds n         how many rounds (3, in short mode 2)
          --json file        where the figures go as JSON (artifacts/bench/<time>.json)
          --list             the rows and what they measure
          --help             this text

        dotnet run --project bench -c Release -- micro [BenchmarkDotNet's arguments]
                             allocation and time of the hot paths
        """;

    public bool Short { get; init; }
    public bool List { get; init; }
    public bool Help { get; init; }

    /// <summary>Empty for all.</summary>
    public ImmutableArray<string> Rows { get; init; } = [];

    public int? Rounds { get; init; }
    public string? Json { get; init; }

    /// <param name="known">The names of all rows.</param>
    /// <returns>The options, or null and the error in the arguments.</returns>
    public static BenchOptions? Parse(ReadOnlySpan<string> arguments, IReadOnlyCollection<string> known, out string? problem)
    {
        var options = new BenchOptions();
        problem = null;
        for (var index = 0; index < arguments.Length && problem is null; index++)
        {
            var value = index + 1 < arguments.Length ? arguments[index + 1] : null;
            switch (arguments[index])
            {
                case "--short":
                    options = options with { Short = true };
                    break;
                case "--list":
                    options = options with { List = true };
                    break;
                case "--help" or "-h":
                    options = options with { Help = true };
                    break;
                case "--rows" when value is not null:
                    options = options with { Rows = [.. value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)] };
                    problem = options.Rows.IsEmpty
                        ? "--rows names no row."
                        : options.Rows.FirstOrDefault(row => !known.Contains(row)) is { } unknown ? $"There is no row '{unknown}'; there are {string.Join(", ", known)}." : null;
                    index++;
                    break;
                case "--rounds" when value is not null:
                    problem = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var rounds) && rounds is > 0 and <= 100
                        ? null
                        : $"--rounds takes a number from 1 to 100, not '{value}'.";
                    options = options with { Rounds = rounds };
                    index++;
                    break;
                case "--json" when value is not null:
                    options = options with { Json = value };
                    index++;
                    break;
                case "--rows" or "--rounds" or "--json":
                    problem = $"{arguments[index]} needs a value.";
                    break;
                default:
                    problem = $"'{arguments[index]}' is no option.";
                    break;
            }
        }

        return problem is null ? options : null;
    }
}
