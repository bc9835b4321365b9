namespace Aspire.Hosting.Testing;

/// <summary>The application is built by the test.</summary>
internal sealed class EmptyTestingBuilder : TestingBuilder
{
    private DistributedApplication? _application;

    public EmptyTestingBuilder(string[] args)
        : base(NewBuilder(args))
    {
    }

    public override Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default)
    {
        _application ??= Inner.Build();
        return Task.FromResult(_application);
    }

    public override ValueTask DisposeAsync() => _application?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static DistributedApplicationBuilder NewBuilder(string[] args)
    {
        // There is no entry point to wait: it may build when it likes.
        var handOver = new EntryPointHandOver(appHostAssembly: null, args);
        handOver.AllowBuild();
        return new DistributedApplicationBuilder(new DistributedApplicationOptions { Args = args }, handOver);
    }
}
