using System.Threading.Channels;

namespace Tests;

/// <summary>Waits for what a test expects, up to a limit. Compiled into each test project.</summary>
internal static class Waiting
{
    /// <summary>How long a test waits before it fails. It is long enough for a busy machine; no test asserts on it.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromMilliseconds(10);

    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Limit, TestContext.Current.CancellationToken);

    public static Task Soon(this Task task) => task.WaitAsync(Limit, TestContext.Current.CancellationToken);

    public static Task<T> NextAsync<T>(this ChannelReader<T> reader) => reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().Soon();

    public static Task UntilAsync(Func<bool> holds) => UntilAsync(() => Task.FromResult(holds()));

    /// <summary>Asks again and again until the condition holds. It is for state that sends no signal.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        while (!await holds())
        {
            await Task.Delay(BetweenQuestions, limit.Token);
        }
    }
}
