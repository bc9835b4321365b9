using System.Text.Json;
using EndToEnd.Tests.Abuse.Abuses;

namespace EndToEnd.Tests.Abuse.Abusing;

/// <summary>
/// The process of the abusers. It reads a line with an <see cref="AbuseTarget"/>, prepares all abuses and prints an <see cref="AbuseReport"/>. Then each line names the abuses
/// of a round, the next line ends the round, and the report of the round is printed.
/// </summary>
internal static class AbuserProgram
{
    public const string Switch = "--abuse";

    public static readonly IReadOnlyList<IAbuse> Abuses =
        [new DenseRules(), new GivenUpRequests(), new SlowUploads(), new LargePages(), new NegotiationFlood(), new JunkTokens(), new AnonymousFlood(), new GiantFiles()];

    public static async Task<int> RunAsync()
    {
        var target = JsonSerializer.Deserialize<AbuseTarget>(await ReadAsync() ?? "null")!;
        var tally = new AnswerTally();
        var callers = Abuses.ToDictionary(abuse => abuse, abuse => new AbusiveCaller(target.Api, target.Tokens.GetValueOrDefault(abuse.Name), abuse.Name, tally));
        foreach (var (abuse, caller) in callers)
        {
            await abuse.PrepareAsync(caller, CancellationToken.None);
        }

        Print(tally.Take());
        while (await ReadAsync() is { } line)
        {
            var names = JsonSerializer.Deserialize<string[]>(line)!;
            using var over = new CancellationTokenSource();
            var abusing = Task.WhenAll(callers.Where(caller => names.Contains(caller.Key.Name)).Select(caller => Task.Run(() => caller.Key.RunAsync(caller.Value, tally, over.Token))));
            await ReadAsync();
            await over.CancelAsync();
            await abusing;
            Print(tally.Take());
        }

        return 0;
    }

    private static Task<string?> ReadAsync() => Task.Run(Console.In.ReadLineAsync);

    private static void Print(AbuseReport report) => Console.Out.WriteLine(JsonSerializer.Serialize(report));
}
