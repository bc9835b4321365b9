using System.IO.Pipelines;

namespace SignalREmulator.Connections;

/// <summary>
/// What is on its way to one client: frames leave in the order they were posted, and whoever posts never waits.
/// While the client keeps up a frame is written by its poster, or by <see cref="OutboxRounds"/> where a poster has many; once it does not,
/// frames wait here, up to a bound.
/// </summary>
/// <remarks>
/// Full policy: <see cref="Post"/> refuses, and the owner drops the connection. A client that reconnects knows that it missed something;
/// one with a hole in its stream does not. A client that may resume gets a new pipe when it comes back, and in it again what it has not
/// acknowledged; until then its messages are kept by <paramref name="replay"/>, whose bound is met with the same policy.
/// </remarks>
internal sealed partial class Outbox(PipeWriter output, int capacity, Replay? replay = null)
{
    private readonly Lock gate = new();
    private readonly Queue<ReadOnlyMemory<byte>> waiting = new();
    private readonly TaskCompletionSource finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private PipeWriter output = output;
    private long waitingBytes;

    // Held from the start: nothing may overtake the handshake's answer.
    private bool writing = true;
    private bool ending;

    // Nobody reads, but somebody may again.
    private bool detached;

    /// <summary>Completes when the last frame of an ended outbox is handed over, or nobody reads any more. Nothing touches the pipe afterwards.</summary>
    public Task Finished => finished.Task;

    /// <summary>Writes the first frame, then lets out what was posted since.</summary>
    public void Open(ReadOnlyMemory<byte> first) => Write(output, first);

    /// <param name="isMessage">False for what a client that resumes need not be sent again.</param>
    /// <param name="rounds">Who writes the frame, when its turn comes; null: it is written at once.</param>
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
                // One frame may always wait, or one larger than the bound could never be sent.
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

    /// <summary>Writes what waits. Only for whoever was given the line by a post, and once for each.</summary>
    // Not forgotten: it ends in a rest or in finished, whatever happens.
    public void WriteWaiting(PipeWriter line) => _ = WriteWaitingAsync(line, ValueTask.FromResult(default(FlushResult)));

    /// <summary>The client has had its messages up to this one.</summary>
    public void Acknowledge(long id)
    {
        lock (gate)
        {
            replay?.Acknowledge(id);
        }
    }

    /// <summary>The client has come back: sends it again what it has not acknowledged, and what is new over this pipe from now on.</summary>
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

            // Whoever still writes to the old pipe lets go of it itself.
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

    /// <summary>Posts a last frame, however much waits before it. What is posted later is refused.</summary>
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
