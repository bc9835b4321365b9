using System.Runtime.CompilerServices;
using Aspire.Hosting.ApplicationModel;

namespace LocalHosting.Output;

/// <summary>What one instance of a resource wrote: the last lines of it, for any number of readers.</summary>
internal sealed class ResourceLog(TimeProvider time)
{
    private const int Capacity = 10_000;
    private const int LongestLine = 16 * 1024;

    private readonly Lock _gate = new();
    private readonly Queue<StampedLine> _lines = new();
    private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;

    /// <summary>Adds a line; the oldest goes when there are too many.</summary>
    public void Append(string content, bool isError)
    {
        lock (_gate)
        {
            var line = new LogLine(++_count, content.Length <= LongestLine ? content : content[..LongestLine], isError);
            if (_lines.Count == Capacity)
            {
                _lines.Dequeue();
            }

            _lines.Enqueue(new StampedLine(line, time.GetUtcNow()));
            _arrived.TrySetResult();
            _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public IReadOnlyList<LogLine> Last(int count)
    {
        lock (_gate)
        {
            return [.. _lines.TakeLast(count).Select(stamped => stamped.Line)];
        }
    }

    /// <summary>All kept lines, in batches, and those to come if <paramref name="follow"/>. A reader that falls behind by more than is kept misses lines, which their numbers show.</summary>
    public async IAsyncEnumerable<IReadOnlyList<StampedLine>> ReadStampedAsync(bool follow, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var read = 0;
        while (true)
        {
            IReadOnlyList<StampedLine> batch;
            Task arrived;
            lock (_gate)
            {
                batch = [.. _lines.Where(stamped => stamped.Line.LineNumber > read)];
                arrived = _arrived.Task;
            }

            if (batch.Count > 0)
            {
                read = batch[^1].Line.LineNumber;
                yield return batch;
            }
            else if (follow)
            {
                await arrived.WaitAsync(cancellationToken);
            }
            else
            {
                yield break;
            }
        }
    }

    /// <inheritdoc cref="ReadStampedAsync" />
    public async IAsyncEnumerable<IReadOnlyList<LogLine>> ReadAsync(bool follow, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var batch in ReadStampedAsync(follow, cancellationToken))
        {
            yield return [.. batch.Select(stamped => stamped.Line)];
        }
    }
}
