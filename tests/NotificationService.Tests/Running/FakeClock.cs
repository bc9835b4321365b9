using Microsoft.Extensions.Time.Testing;

namespace NotificationService.Tests.Running;

/// <summary>The worker's clock. Only the test moves it; the worker's HTTP and SQLite calls still take real time.</summary>
internal sealed class FakeClock() : FakeTimeProvider(System.GetUtcNow())
{
    /// <summary>Advances step by step until the condition holds. The worker becomes idle between two steps.</summary>
    /// <returns>The number of steps.</returns>
    public async Task<int> AdvanceUntil(Func<bool> holds, TimeSpan step)
    {
        var steps = 0;
        await Waiting.UntilAsync(() =>
        {
            if (holds())
            {
                return true;
            }

            Advance(step);
            steps++;
            return false;
        });
        return steps;
    }
}
