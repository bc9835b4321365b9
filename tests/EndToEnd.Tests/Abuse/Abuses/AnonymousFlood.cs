using EndToEnd.Tests.Abuse.Abusing;

namespace EndToEnd.Tests.Abuse.Abuses;

/// <summary>What can be asked for without a token, without end.</summary>
internal sealed class AnonymousFlood : IAbuse
{
    private static readonly string[] Paths = ["health", "openapi/v1.json", "alive", "api/client-configuration", "problems/not-found", "api/calendars"];

    public string Name => "anonymous flood";

    public bool Anonymous => true;

    public Task PrepareAsync(AbusiveCaller caller, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task RunAsync(AbusiveCaller caller, AnswerTally tally, CancellationToken cancellationToken)
    {
        var number = 0;
        return Repeating.AtATimeAsync(4, _ => caller.GetAsync(Paths[Interlocked.Increment(ref number) % Paths.Length], cancellationToken), cancellationToken);
    }
}
