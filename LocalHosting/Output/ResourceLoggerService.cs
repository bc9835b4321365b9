using System.Collections.Concurrent;
using LocalHosting.Output;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What the resources wrote.</summary>
public sealed class ResourceLoggerService
{
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, ResourceLog> _logs = new(StringComparer.OrdinalIgnoreCase);

    internal ResourceLoggerService(TimeProvider time) => _time = time;

    /// <summary>The lines of one instance, by its id, as they come.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(string resourceName) => Of(resourceName).ReadAsync(follow: true);

    /// <summary>The lines of one instance that are there.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(string resourceName) => Of(resourceName).ReadAsync(follow: false);

    internal ResourceLog Of(string resourceId) => _logs.GetOrAdd(resourceId, _ => new ResourceLog(_time));

    internal ResourceLog? Find(string resourceId) => _logs.GetValueOrDefault(resourceId);
}
