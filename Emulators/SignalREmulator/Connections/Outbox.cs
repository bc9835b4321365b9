using System.IO.Pipelines;

namespace SignalREmulator.Connections;

/// <summary>
/// The frames for one client: they leave in the order in which they were posted, and a poster never waits.
/// While the client keeps up, its poster writes a frame, or <see cref="OutboxRounds"/> does if a poster has many receivers. When the client falls behind,
/// frames wait here, up to a bound.
/// </summary>
/// <remarks>
/// Policy when full: <see cref="Post"/> refuses, and the owner drops the connection. A client that reconnects knows that it missed something;
/// a client with a gap in its messages does not. A client that may resume gets a new pipe when it comes back, with all messages that it has not
/// acknowledged; until then <paramref name="replay"/> keeps its messages, with the same policy at its bound.
/// </remarks>
internal sealed partial class Outbox(PipeWriter output, int capacity, Replay? replay = null)
{
    private readonly Lock gate = new();
    private readonly Queue<ReadOnlyMemory<byte>> waiting = new();
    private readonly TaskCompletionSource finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private PipeWriter output = output;
    private long waitingBytes;

    // Set from the start: nothing may overtake the handshake's answer.
    private bool writing = true;
    private bool ending;

    // Nobody reads at the moment, but the client may resume.
    private bool detached;

    /// <summary>Completes when the last frame of an ended outbox is written, or nobody reads any more. Nothing uses the pipe afterwards.</summary>
    public Task Finished => finished.Task;

    /// <summary>Writes the first frame, then everything that was posted since.</summary>
    public void Open(ReadOnlyMemory<byte> first) => Write(output, first);

    /// <param name="isMessage">False for frames that a resuming client need not get again.</param>
    /// <param name="rounds">Writes the frame when its turn comes; null to write it at once.</param>
    public PostResult Post(ReadOnlyMemory<byte> frame, bool isMessage = true, OutboxRounds? rounds = null)
    {
        PipeWriter line;
        lock (gate)
        {
            if (ending)
            {
                return PostResult.Ended;
            }

            if (isMessage && replay?.TryAdd(frame) == false)
            {
                return PostResult.Full;
            }

            if (detached)
            {
                return PostResult.Posted;
            }

            if (writing)
            {
                // One frame may always wait; otherwise a frame larger than the bound could never be sent.
                if (waiting.Count > 0 && waitingBytes + frame.Length > capacity)
                {
                    return PostResult.Full;
                }

                Enqueue(frame);
                return PostResult.Posted;
            }

            writing = true;
            line = output;
            if (rounds is not null)
            {
                Enqueue(frame);
            }
        }

        if (rounds is null)
        {
            Write(line, frame);
        }
        else
        {
            rounds.Add(this, line);
        }

        return PostResult.Posted;
    }

    /// <summary>Writes what waits. Only for the caller that a post gave the pipe to, and once for each time.</summary>
    // Not a lost task: it always ends in Rest or in finished.
    public void WriteWaiting(PipeWriter line) => _ = WriteWaitingAsync(line, ValueTask.FromResult(default(FlushResult)));

    /// <summary>The client has received its messages up to this one.</summary>
    public void Acknowledge(long id)
    {
        lock (gate)
        {
            replay?.Acknowledge(id);
        }
    }

    /// <summary>The client has resumed: sends again what it has not acknowledged, and new messages over this pipe from now on.</summary>
    public void Resume(PipeWriter returned)
    {
        PipeWriter? left = null;
        byte[] again;
        lock (gate)
        {
            if (ending || replay is null)
            {
                return;
            }

            // A writer that still uses the old pipe completes it itself.
            if (!writing || detached)
            {
                left = output;
            }

            output = returned;
            detached = false;
            writing = true;
            waiting.Clear();
            waitingBytes = 0;
            again = replay.FromHere();
        }

        left?.Complete();
        Write(returned, again);
    }

    /// <summary>Posts a last frame, however much waits before it. Later posts are refused.</summary>
    public void End(ReadOnlyMemory<byte> last)
    {
        PipeWriter line;
        lock (gate)
        {
            if (ending)
            {
                return;
            }

            ending = true;
            if (detached)
            {
                finished.TrySetResult();
                return;
            }

            if (writing)
            {
                Enqueue(last);
                return;
            }

            writing = true;
            line = output;
        }

        Write(line, last);
    }

    /// <summary>Drops what waits and stops writing.</summary>
    /// <returns><see cref="Finished"/>.</returns>
    public Task StopAsync()
    {
        PipeWriter line;
        lock (gate)
        {
            ending = true;
            waiting.Clear();
            if (!writing || detached)
            {
                finished.TrySetResult();
            }

            line = output;
        }

        line.CancelPendingFlush();
        return Finished;
    }

    private void Enqueue(ReadOnlyMemory<byte> frame)
    {
        waiting.Enqueue(frame);
        waitingBytes += frame.Length;
    }
}
