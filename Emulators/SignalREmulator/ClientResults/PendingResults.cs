using Microsoft.AspNetCore.SignalR.Protocol;

namespace SignalREmulator.ClientResults;

/// <summary>The calls to one client that it has not answered yet. Costs almost nothing for a client without such calls.</summary>
internal sealed class PendingResults
{
    private readonly Lock gate = new();
    private Dictionary<string, TaskCompletionSource<CompletionMessage?>>? waiting;
    private long asked;
    private bool ended;

    /// <summary>Registers a call and gives it an id. Dispose of the result when nobody waits for the answer any more.</summary>
    public PendingResult Ask()
    {
        lock (gate)
        {
            // The letter distinguishes the server's ids from those that clients give their own streams, as in ASP.NET Core.
            var id = $"s{++asked}";
            var source = new TaskCompletionSource<CompletionMessage?>(TaskCreationOptions.RunContinuationsAsynchronously);
            if (ended)
            {
                source.SetResult(null);
            }
            else
            {
                (waiting ??= new(StringComparer.Ordinal)).Add(id, source);
            }

            return new PendingResult(this, id, source.Task);
        }
    }

    /// <summary>Passes an answer to its waiter. An answer to an unknown call, or a second answer, is ignored.</summary>
    public void Answer(CompletionMessage completion)
    {
        TaskCompletionSource<CompletionMessage?>? source = null;
        lock (gate)
        {
            waiting?.Remove(completion.InvocationId!, out source);
        }

        source?.TrySetResult(completion);
    }

    /// <summary>The client has disconnected: there will be no answers.</summary>
    public void End()
    {
        TaskCompletionSource<CompletionMessage?>[] left;
        lock (gate)
        {
            ended = true;
            left = waiting is null ? [] : [.. waiting.Values];
            waiting = null;
        }

        foreach (var source in left)
        {
            source.TrySetResult(null);
        }
    }

    public void Forget(string id)
    {
        lock (gate)
        {
            waiting?.Remove(id);
        }
    }
}

/// <param name="Answer">The client's answer, or null if it disconnected without one.</param>
internal sealed record PendingResult(PendingResults Owner, string Id, Task<CompletionMessage?> Answer) : IDisposable
{
    public void Dispose() => Owner.Forget(Id);
}
