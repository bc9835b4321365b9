using System.Globalization;

namespace EndToEnd.Tests.Abuse;

/// <summary>The resident memory of a process, looked at again and again.</summary>
internal sealed class MemoryWatch : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly int process;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task watching;

    public MemoryWatch(int process)
    {
        this.process = process;
        Before = Most = Read();
        watching = WatchAsync();
    }

    /// <summary>In MB.</summary>
    public long Before { get; }

    public long Most { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await watching;
        stopping.Dispose();
    }

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(Look);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping.Token))
            {
                Most = Math.Max(Most, Read());
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    /// <summary><c>VmRSS:     123456 kB</c>.</summary>
    private long Read() => File.ReadLines($"/proc/{process}/status").Single(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
        .Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var size, _] ? long.Parse(size, CultureInfo.InvariantCulture) / 1024 : 0;
}
