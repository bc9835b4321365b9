using System.Reflection;

namespace Aspire.Hosting;

/// <summary>
/// Links a test with the AppHost entry point that it runs: the builder goes to the test, and the entry point waits in Build until the test
/// asks for the application. It flows with the asynchronous context, so that any number of entry points can run side by side in one process.
/// </summary>
internal sealed class EntryPointHandOver(Assembly? appHostAssembly, string[] args)
{
    private static readonly AsyncLocal<EntryPointHandOver?> Flowing = new();

    private readonly TaskCompletionSource<IDistributedApplicationBuilder> _builder = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<DistributedApplication> _application = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _mayBuild = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static EntryPointHandOver? Current => Flowing.Value;

    public Assembly? AppHostAssembly => appHostAssembly;

    public string[] Args => args;

    public Task<IDistributedApplicationBuilder> Builder => _builder.Task;

    public Task<DistributedApplication> Application => _application.Task;

    public void Enter() => Flowing.Value = this;

    public void OfferBuilder(IDistributedApplicationBuilder builder)
    {
        _builder.TrySetResult(builder);
        _mayBuild.Task.GetAwaiter().GetResult();
    }

    public void OfferApplication(DistributedApplication application) => _application.TrySetResult(application);

    public void AllowBuild() => _mayBuild.TrySetResult();

    /// <summary>The test was disposed before it asked for the application: the entry point is let go.</summary>
    public void Abandon() => _mayBuild.TrySetException(new OperationCanceledException("The test ended before the application was built."));

    /// <summary>The entry point ended: whoever still waits for something from it will not get it.</summary>
    public void EntryPointEnded(Exception? failure)
    {
        failure ??= new DistributedApplicationException("The entry point of the AppHost returned without building the application.");
        _builder.TrySetException(failure);
        _application.TrySetException(failure);
    }
}
