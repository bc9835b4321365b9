using EndToEnd.Tests.Abuse.Abusing;

namespace EndToEnd.Tests.Abuse.Abuses;

/// <summary>Sixteen requests that cost much, given up by their caller before they can be answered.</summary>
internal sealed class GivenUpRequests : IAbuse
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(200);

    public string Name => "given-up requests";

    public bool Anonymous => false;

    /// <summary>The calendar of <see cref="DenseRules"/>.</summary>
    public Task PrepareAsync(AbusiveCaller caller, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task RunAsync(AbusiveCaller caller, AnswerTally tally, CancellationToken cancellationToken) => Repeating.AtATimeAsync(16, async _ =>
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        giveUp.CancelAfter(Patience);
        await caller.GetAsync(DenseRules.Window, giveUp.Token);
        await Task.Delay(Between, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }, cancellationToken);
}
