namespace LocalHosting.Orchestration;

/// <summary>Knows how one kind of resource runs.</summary>
internal interface IResourceRunner
{
    /// <summary>Runs an instance until it ends or is stopped, and reports its states.</summary>
    /// <param name="onStarted">To be called once it runs.</param>
    /// <exception cref="Aspire.Hosting.DistributedApplicationException">It could not be started.</exception>
    Task RunAsync(ResourceInstance instance, Action onStarted, CancellationToken stop);
}
