namespace LocalHosting.Orchestration;

internal static class CancellationTokenWaiting
{
    /// <summary>Returns when the token is cancelled; throws when <paramref name="cancellationToken"/> is first.</summary>
    public static async Task WaitAsync(this CancellationToken token, CancellationToken cancellationToken)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = token.Register(() => cancelled.TrySetResult());
        await cancelled.Task.WaitAsync(cancellationToken);
    }
}
