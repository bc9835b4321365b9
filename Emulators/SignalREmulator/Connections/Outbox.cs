using System.Buffers;
using System.IO.Pipelines;
using System.Net.WebSockets;

namespace SignalREmulator.Connections;

/// <summary>
/// What is on its way to one client: frames leave in the order they were posted, and whoever posts never waits.
/// While the client keeps up a frame is written by its poster; once it does not, frames wait here, up to a bound.
/// </summary>
/// <remarks>
/// Full policy: <see cref="Post"/> refuses, and the owner drops the connection. A client that reconnects knows that it missed something;
/// one with a hole in its stream does not.
/// </remarks>
internal sealed class Outbox(PipeWriter output, int capacity)
{
    private readonly Lock gate = new();
    private readonly Queue<ReadOnlyMemory<byte>> waiting = new();
    private readonly TaskCompletionSource finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long waitingBytes;

    // Held from the start: nothing may overtake the handshake's answer.
    private bool writing = true;
    private bool ending;

    /// <summary>Completes when the last frame of an ended outbox is handed over, or nobody reads any more. Nothing touches the pipe afterwards.</summary>
    public Task Finished => finished.Task;

    /// <summary>Writes the first frame, then lets out what was posted since.</summary>
    public void Open(ReadOnlyMemory<byte> first) => Write(first);

    public PostResult Post(ReadOnlyMemory<byte> frame)
    {
        lock (gate)
        {
            if (ending)
                return PostResult.Ended;
            if (writing)
            {
                // One frame may always wait, or one larger than the bound could never be sent.
                if (waiting.Count > 0 && waitingBytes + frame.Length > capacity)
                    return PostResult.Full;
                Enqueue(frame);
                return PostResult.Posted;
            }

            writing = true;
        }

        Write(frame);
        return PostResult.Posted;
    }

    /// <summary>Posts a last frame, however much waits before it. What is posted later is refused.</summary>
    public void End(ReadOnlyMemory<byte> last)
    {
        lock (gate)
        {
            if (ending)
                return;
            ending = true;
            if (writing)
            {
                Enqueue(last);
                return;
            }

            writing = true;
        }

        Write(last);
    }

    /// <summary>Drops what waits and stops writing.</summary>
    /// <returns><see cref="Finished"/>.</returns>
    public Task StopAsync()
    {
        lock (gate)
        {
            ending = true;
            waiting.Clear();
            if (!writing)
                finished.TrySetResult();
        }

        output.CancelPendingFlush();
        return Finished;
    }

    private void Enqueue(ReadOnlyMemory<byte> frame)
    {
        waiting.Enqueue(frame);
        waitingBytes += frame.Length;
    }

    // Runs only for whoever set writing, until it is unset again.
    private void Write(ReadOnlyMemory<byte> frame)
    {
        var flush = Flush(frame);
        if (!flush.IsCompletedSuccessfully)
            Continue(flush);
        // The client keeps up and nothing came meanwhile: the usual case, which allocates nothing.
        else if (flush.Result is var result && !(IsRead(result) && Rest()))
            Continue(ValueTask.FromResult(result));

        // Not forgotten: it ends in Rest or in finished, whatever happens.
        void Continue(ValueTask<FlushResult> pending) => _ = WriteWaitingAsync(pending);
    }

    // A transport that failed says so here, and whoever posts is not to hear of it.
    private ValueTask<FlushResult> Flush(ReadOnlyMemory<byte> frame)
    {
        try
        {
            output.Write(frame.Span);
            return output.FlushAsync();
        }
        catch (Exception exception)
        {
            return ValueTask.FromException<FlushResult>(exception);
        }
    }

    private async Task WriteWaitingAsync(ValueTask<FlushResult> flush)
    {
        var rests = false;
        try
        {
            var result = await flush;
            while (IsRead(result))
            {
                if (WriteWaiting())
                    result = await output.FlushAsync();
                else if (Rest())
                {
                    rests = true;
                    return;
                }
            }
        }
        catch (Exception exception) when (exception is IOException or WebSocketException or OperationCanceledException or InvalidOperationException)
        {
            // The transport reports its failure itself, where the connection is read.
        }
        finally
        {
            if (!rests)
                GiveUp();
        }
    }

    private void GiveUp()
    {
        lock (gate)
        {
            ending = true;
            waiting.Clear();
        }

        finished.TrySetResult();
    }

    /// <returns>False when nothing waited.</returns>
    private bool WriteWaiting()
    {
        lock (gate)
        {
            if (waiting.Count == 0)
                return false;
            // Together, so that one flush carries them all. Only as much as waits, so this is bounded as the queue is.
            while (waiting.TryDequeue(out var frame))
                output.Write(frame.Span);
            waitingBytes = 0;
            return true;
        }
    }

    /// <returns>False when something came to be written after all.</returns>
    private bool Rest()
    {
        lock (gate)
        {
            if (waiting.Count > 0)
                return false;
            writing = false;
            if (ending)
                finished.TrySetResult();
            return true;
        }
    }

    private static bool IsRead(FlushResult result) => !result.IsCompleted && !result.IsCanceled;
}
