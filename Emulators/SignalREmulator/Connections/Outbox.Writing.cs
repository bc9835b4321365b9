using System.Buffers;
using System.IO.Pipelines;
using System.Net.WebSockets;

namespace SignalREmulator.Connections;

// Writing to the client's pipe, and coming to rest when nothing waits.
internal sealed partial class Outbox
{
    // Runs only for whoever set writing, until it is unset again.
    private void Write(PipeWriter line, ReadOnlyMemory<byte> frame)
    {
        var flush = Flush(line, frame);
        if (!flush.IsCompletedSuccessfully)
        {
            Continue(flush);
        }
        // The client keeps up and nothing came meanwhile: the usual case, which allocates nothing.
        else if (flush.Result is var result && !(IsRead(result) && Rest(line)))
        {
            Continue(ValueTask.FromResult(result));
        }

        // Not forgotten: it ends in Rest or in finished, whatever happens.
        void Continue(ValueTask<FlushResult> pending) => _ = WriteWaitingAsync(line, pending);
    }

    // A transport that failed says so here, and whoever posts is not to hear of it.
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
            // The transport reports its failure itself, where the connection is read.
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

    /// <returns>False when something came to be written after all.</returns>
    private bool Rest(PipeWriter line)
    {
        lock (gate)
        {
            return IsResting(line);
        }
    }

    /// <returns>False when something waited: it is written now, and is to be flushed.</returns>
    private bool RestOrWrite(PipeWriter line)
    {
        lock (gate)
        {
            if (IsResting(line))
            {
                return true;
            }

            // Together, so that one flush carries them all. Only as much as waits, so this is bounded as the queue is.
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

    // The client came back meanwhile, on another pipe: this one was ours to write to, so it is ours to end.
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
