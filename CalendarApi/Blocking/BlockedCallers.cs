using System.Collections.Frozen;
using Microsoft.Extensions.Options;

namespace CalendarApi.Blocking;

/// <summary>The blocked tenants and users: a snapshot that is replaced when the configuration changes.</summary>
internal sealed partial class BlockedCallers : IDisposable
{
    private readonly IDisposable? registration;
    private readonly ILogger<BlockedCallers> logger;
    private volatile Snapshot now;
    private volatile TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public BlockedCallers(IOptionsMonitor<BlockedOptions> options, ILogger<BlockedCallers> logger)
    {
        this.logger = logger;
        now = new(options.CurrentValue);
        registration = options.OnChange(Take);
    }

    public Snapshot Now => now;

    /// <summary>Completes when <see cref="Now"/> has been replaced. Read this task before <see cref="Now"/>, then await it.</summary>
    public Task Changed => changed.Task;

    public void Dispose() => registration?.Dispose();

    private void Take(BlockedOptions options)
    {
        now = new(options);
        Log.Changed(logger, now.Tenants.Count, now.Users.Count);
        Interlocked.Exchange(ref changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }

    /// <param name="options">Already validated.</param>
    internal sealed class Snapshot(BlockedOptions options)
    {
        public FrozenSet<Guid> Tenants { get; } = options.Tenants.ToFrozenSet();

        /// <summary>By SignalR user id, in lower case as <c>Guid</c> writes it.</summary>
        public FrozenSet<string> Users { get; } = options.Users.Select(user => user.ToLowerInvariant()).ToFrozenSet(StringComparer.Ordinal);

        public TimeSpan SweepEvery => options.SweepEvery;

        public bool IsEmpty => Tenants.Count == 0 && Users.Count == 0;

        public bool Contains(Guid tenant, Guid user) => Tenants.Contains(tenant) || (Users.Count > 0 && Users.Contains($"{tenant:D}:{user:D}"));
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The block list has {Tenants} tenants and {Users} users.")]
        public static partial void Changed(ILogger logger, int tenants, int users);
    }
}
