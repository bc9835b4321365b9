using System.Runtime.CompilerServices;
using Aspire.Hosting.ApplicationModel;

namespace LocalHosting.Output;

/// <summary>What one instance of a resource wrote: the last lines of it, for any number of readers.</summary>
internal sealed class ResourceLog
{
    private const int Capacity = 10_000;
    private const int LongestLine = 16 * 1024;

    private readonly Lock _gate = new();
    private readonly Queue<LogLine> _lines = new();
    private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;

    /// <summary>Adds a line; the oldest goes when there are too many.</summary>
    public LogLine Append(string content, bool isError)
    {
        lock (_gate)
        {
            var line = new LogLine(++_count, content.Length <= LongestLine ? content : content[..LongestLine], isError);
            if (_lines.Count == Capacity)
            {
                _lines.Dequeue();
            }

            _lines.Enqueue(line);
            _arrived.TrySetResult();
            _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return line;
        }
    }

    public IReadOnlyList<LogLine> Last(int count)
    {
        lock (_gate)
        {
            return [.. _lines.TakeLast(count)];
        }
    }

    /// <summary>All kept lines, in batches, and those to come if <paramref name="follow"/>. A reader that falls behind by more than is kept misses lines, which their numbers show.</summary>
    public async IAsyncEnumerable<IReadOnlyList<LogLine>> ReadAsync(bool follow, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var read = 0;
        while (true)
        {
            IReadOnlyList<LogLine> batch;
            Task arrived;
            lock (_gate)
            {
                batch = [.. _lines.Where(line => line.LineNumber > read)];
                arrived = _arrived.Task;
            }

            if (batch.Count > 0)
            {
                read = batch[^1].LineNumber;
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
}
