namespace NotificationService.Tests.Running;

/// <summary>A test of the worker, with an empty store and a SignalR service of its own.</summary>
public abstract class WorkerTest : IAsyncLifetime
{
    private FakeService? service;

    private protected TemporaryStore Store { get; } = new();

    private protected FakeService Service => service!;

    public virtual async ValueTask InitializeAsync() => service = await FakeService.StartAsync();

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Service.DisposeAsync();
        await Store.DisposeAsync();
    }
}
