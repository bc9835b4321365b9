using Microsoft.Playwright;

namespace EndToEnd.Tests.Browsing;

/// <summary>The push connections of a browser's pages: the WebSockets to the hub. Other WebSockets do not count.</summary>
internal sealed class PushSockets
{
    private readonly Lock turn = new();
    private readonly Dictionary<IWebSocket, IPage> open = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How many were ever opened.</summary>
    public int Opened { get; private set; }

    /// <summary>Call it before the page goes anywhere.</summary>
    public void Watch(IPage page) => page.WebSocket += (_, socket) =>
    {
        if (!socket.Url.Contains("hub=calendar", StringComparison.Ordinal))
        {
            return;
        }

        Change(() =>
        {
            Opened++;
            open.Add(socket, page);
        });
        socket.Close += (_, _) => Change(() => open.Remove(socket));
        page.Close += (_, _) => Change(() => open.Remove(socket));
    };

    /// <summary>
    /// Waits until exactly one page holds a connection, not counting <paramref name="notCounting"/>: Chromium reports nothing about a frozen page,
    /// not even that it closed its socket.
    /// </summary>
    public async Task<IPage> WaitForOneHolderAsync(IPage? notCounting, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task next;
            lock (turn)
            {
                if (open.Values.Where(page => page != notCounting).ToArray() is [var page])
                {
                    return page;
                }

                next = changed.Task;
            }

            await next.WaitAsync(TimeSpan.FromSeconds(60), cancellationToken);
        }
    }

    private void Change(Action change)
    {
        lock (turn)
        {
            change();
            changed.TrySetResult();
            changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
