using System.Buffers;
using System.IO.Pipelines;
using System.Net.WebSockets;

namespace SignalREmulator.Connections;

// Writes to the client's pipe, until nothing waits.
internal sealed partial class Outbox
{
    // Runs only for the caller that set `writing`, until it is unset.
    private void Write(PipeWriter line, ReadOnlyMemory<byte> frame)
    {
        var flush = Flush(line, frame);
        if (!flush.IsCompletedSuccessfully)
        {
            Continue(flush);
        }
        // The usual case: the client keeps up and nothing arrived meanwhile. It allocates nothing.
        else if (flush.Result is var result && !(IsRead(result) && Rest(line)))
        {
            Continue(ValueTask.FromResult(result));
        }

        // Not a lost task: it always ends in Rest or in finished.
        void Continue(ValueTask<FlushResult> pending) => _ = WriteWaitingAsync(line, pending);
    }

    // Turns a failure of the transport into a result, because the poster must not get it.
    private static ValueTask<FlushResult> Flush(PipeWriter line, ReadOnlyMemory<byte> frame)
    {
        try
        {
            line.Write(frame.Span);
            return line.FlushAsync();
        }
        catch (Exception exception)
        {
            return ValueTask.FromException<FlushResult>(exception);
        }
    }

    private async Task WriteWaitingAsync(PipeWriter line, ValueTask<FlushResult> flush)
    {
        var rests = false;
        try
        {
            var result = await flush;
            while (IsRead(result))
            {
                if (RestOrWrite(line))
                {
                    rests = true;
                    return;
                }

                result = await line.FlushAsync();
            }
        }
        catch (Exception exception) when (exception is IOException or WebSocketException or OperationCanceledException or InvalidOperationException)
        {
            // The connection's read loop reports the transport's failure.
        }
        finally
        {
            if (!rests)
            {
                GiveUp(line);
            }
        }
    }

    private void GiveUp(PipeWriter line)
    {
        lock (gate)
        {
            if (Left(line))
            {
                return;
            }

            waiting.Clear();
            waitingBytes = 0;
            if (replay is not null && !ending)
            {
                detached = true;
                return;
            }

            ending = true;
        }

        finished.TrySetResult();
    }

    /// <returns>False if something arrived that must be written.</returns>
    private bool Rest(PipeWriter line)
    {
        lock (gate)
        {
            return IsResting(line);
        }
    }

    /// <returns>False if something waited: it is written now and must be flushed.</returns>
    private bool RestOrWrite(PipeWriter line)
    {
        lock (gate)
        {
            if (IsResting(line))
            {
                return true;
            }

            // Together, so that one flush carries them all. Bounded, because the queue is bounded.
            while (waiting.TryDequeue(out var frame))
            {
                line.Write(frame.Span);
            }

            waitingBytes = 0;
            return false;
        }
    }

    private bool IsResting(PipeWriter line)
    {
        if (Left(line))
        {
            return true;
        }

        if (waiting.Count > 0)
        {
            return false;
        }

        writing = false;
        if (ending)
        {
            finished.TrySetResult();
        }

        return true;
    }

    // The client resumed on another pipe in the meantime: this writer owned the old pipe, so it completes it.
    private bool Left(PipeWriter line)
    {
        if (line == output)
        {
            return false;
        }

        line.Complete();
        return true;
    }

    private static bool IsRead(FlushResult result) => !result.IsCompleted && !result.IsCanceled;
}
