using Microsoft.Extensions.Time.Testing;

namespace NotificationService.Tests.Running;

/// <summary>The worker's clock: it moves only when the test moves it, though what the worker does over HTTP and SQLite takes real time.</summary>
internal sealed class FakeClock() : FakeTimeProvider(System.GetUtcNow())
{
    /// <summary>Moves on step by step, letting the worker come to rest between, until the condition holds.</summary>
    /// <returns>The number of steps.</returns>
    public async Task<int> AdvanceUntil(Func<bool> holds, TimeSpan step)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(90));
        var steps = 0;
        for (; !holds(); steps++)
        {
            Advance(step);
            // Real time, for real input and output to get done; nothing depends on how long it is.
            await Task.Delay(10, limit.Token);
        }

        return steps;
    }
}
