namespace LocalHosting.Processes;

/// <summary>Sees to it that no child outlives the AppHost, however the AppHost ends.</summary>
internal abstract class OrphanGuard : IAsyncDisposable
{
    public const string MarkPrefix = "LOCALHOSTING_";

    public static OrphanGuard Start() => OperatingSystem.IsWindows() ? new JobObjectGuard() : new WatchdogGuard();

    /// <summary>Marks a child by its environment, which its own children inherit.</summary>
    public abstract void Mark(IDictionary<string, string?> environment);

    public abstract ValueTask DisposeAsync();
}
