namespace LocalHosting.Orchestration;

/// <summary>Knows how one kind of resource runs.</summary>
internal interface IResourceRunner
{
    /// <summary>Does what can be done while the instance still waits for others.</summary>
    /// <exception cref="Aspire.Hosting.DistributedApplicationException">It cannot be started.</exception>
    Task PrepareAsync(ResourceInstance instance, CancellationToken stop);

    /// <summary>Runs an instance until it ends or is stopped, and reports its states.</summary>
    /// <param name="onStarted">To be called once it runs.</param>
    /// <exception cref="Aspire.Hosting.DistributedApplicationException">It could not be started.</exception>
    Task RunAsync(ResourceInstance instance, Action onStarted, CancellationToken stop);
}
