using Microsoft.AspNetCore.SignalR.Protocol;

namespace SignalREmulator.ClientResults;

/// <summary>What one client was asked and has not answered yet. Costs a client that is asked nothing next to nothing.</summary>
internal sealed class PendingResults
{
    private readonly Lock gate = new();
    private Dictionary<string, TaskCompletionSource<CompletionMessage?>>? waiting;
    private long asked;
    private bool ended;

    /// <summary>Gives a question its id. What is returned must be disposed of when nobody waits for the answer any more.</summary>
    public PendingResult Ask()
    {
        lock (gate)
        {
            // The letter keeps the server's ids apart from those that clients give their own streams, as in ASP.NET Core.
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

    /// <summary>Hands an answer to whoever waits for it. An answer to no question, or the second to one, is nothing.</summary>
    public void Answer(CompletionMessage completion)
    {
        TaskCompletionSource<CompletionMessage?>? source = null;
        lock (gate)
        {
            waiting?.Remove(completion.InvocationId!, out source);
        }

        source?.TrySetResult(completion);
    }

    /// <summary>The client is gone: nobody will answer.</summary>
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

/// <param name="Answer">The client's answer, or null when it went without one.</param>
internal sealed record PendingResult(PendingResults Owner, string Id, Task<CompletionMessage?> Answer) : IDisposable
{
    public void Dispose() => Owner.Forget(Id);
}
