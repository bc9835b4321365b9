namespace LocalHosting.Processes;

/// <summary>Starts the guard with the first program, and ends it with the application.</summary>
internal sealed class OrphanGuardHolder : IAsyncDisposable
{
    private readonly Lazy<OrphanGuard> _guard = new(OrphanGuard.Start);

    public OrphanGuard Value => _guard.Value;

    public ValueTask DisposeAsync() => _guard.IsValueCreated ? _guard.Value.DisposeAsync() : ValueTask.CompletedTask;
}
