namespace SignalREmulator.Tests;

internal static class Waiting
{
    /// <summary>How long a test waits for a signal before it gives up: long enough for a busy machine, as nothing is asserted about it.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Limit, TestContext.Current.CancellationToken);

    public static Task Soon(this Task task) => task.WaitAsync(Limit, TestContext.Current.CancellationToken);

    public static async Task<T> NextAsync<T>(this System.Threading.Channels.ChannelReader<T> reader) => await reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().Soon();

    /// <summary>Asks again until it is so.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        while (!await isSo())
        {
            await Task.Delay(20, limit.Token);
        }
    }
}
