using EndToEnd.Tests.Abuse.Abusing;

namespace EndToEnd.Tests.Abuse.Abuses;

/// <summary>One user who negotiates without end.</summary>
internal sealed class NegotiationFlood : IAbuse
{
    public string Name => "negotiation flood";

    public bool Anonymous => false;

    public Task PrepareAsync(AbusiveCaller caller, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task RunAsync(AbusiveCaller caller, AnswerTally tally, CancellationToken cancellationToken) =>
        Repeating.AtATimeAsync(4, _ => caller.PostAsync("api/negotiate?negotiateVersion=1", null, cancellationToken), cancellationToken);
}
