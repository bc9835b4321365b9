namespace Aspire.Hosting.Testing;

/// <summary>The application is built by the AppHost's entry point, which waits for the word.</summary>
internal sealed class EntryPointTestingBuilder(IDistributedApplicationBuilder inner, EntryPointHandOver handOver) : TestingBuilder(inner)
{
    public override Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default)
    {
        handOver.AllowBuild();
        return handOver.Application.WaitAsync(cancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        handOver.Abandon();
        if (handOver.Application.IsCompletedSuccessfully)
        {
            await (await handOver.Application).DisposeAsync();
        }
    }
}
