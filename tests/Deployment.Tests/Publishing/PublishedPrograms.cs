namespace Deployment.Tests.Publishing;

/// <summary>Both programs, published once for all tests that start them.</summary>
public sealed class PublishedPrograms : IAsyncLifetime
{
    public const string Name = "published programs";

    public async ValueTask InitializeAsync()
    {
        await PublishAsync("CalendarApi");
        await PublishAsync("NotificationService");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>It must leave no build servers running: they would hold its output open.</summary>
    private static async Task PublishAsync(string project) => await Shell.RunAsync(
        "dotnet", ["publish", RepositoryFolder.PathOf(project), "-c", "Release", "-v", "quiet", "-nologo", "-nodeReuse:false", "-p:UseSharedCompilation=false"],
        RepositoryFolder.Root, TestContext.Current.CancellationToken);
}

[CollectionDefinition(PublishedPrograms.Name)]
public sealed class PublishedProgramsDefinition : ICollectionFixture<PublishedPrograms>;
