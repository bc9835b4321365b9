using Aspire.Hosting.Azure;

namespace AppHost;

/// <summary>
/// The part that needs Aspire's Azure integrations. It is compiled where they can be restored; otherwise <c>WithoutIntegrations/</c> replaces it.
/// Publishing always uses it. A run uses Microsoft's emulators (containers) where <c>SignalR:Run</c> or <c>Data:Run</c> is <c>container</c>.
/// When published, it is the system that <c>infra/</c> describes in its size <c>dev</c>; docs/deployment.md lists what only <c>infra/</c> has.
/// </summary>
internal sealed class AzureResources(IDistributedApplicationBuilder builder)
{
    private readonly AzureDeployment? published = builder.ExecutionContext.IsPublishMode ? new AzureDeployment(builder) : null;

    /// <summary>The database of Azure Cosmos DB; null if a run does not use it.</summary>
    public IResourceBuilder<IResourceWithConnectionString>? AddCalendarData(string name) =>
        published is not null ? builder.AddPublishedCosmos(name, published)
        // With the emulator's key the store creates its containers itself.
        : builder.Configuration["Data:Run"] is "container" ? builder.AddAzureCosmosDB("cosmos").RunAsEmulator().AddCosmosDatabase(name)
        : null;

    /// <summary>Azure SignalR Service in serverless mode, without server connections; null if a run does not use it.</summary>
    public IResourceBuilder<IResourceWithConnectionString>? AddSignalR(string name) =>
        published is not null ? builder.AddPublishedSignalR(name, published)
        : builder.Configuration["SignalR:Run"] is "container" ? builder.AddAzureSignalR(name, AzureSignalRServiceMode.Serverless).RunAsEmulator()
        : null;

    /// <summary>Publishes both programs as Container Apps with identities, settings, probes and scaling, and the alerts.</summary>
    /// <param name="application">The application's id in Entra ID.</param>
    public void Publish(IResourceBuilder<ProjectResource> api, IResourceBuilder<ProjectResource> worker, IResourceBuilder<ParameterResource> application)
    {
        var deployment = published ?? throw new InvalidOperationException("Container Apps exist only when publishing.");
        api.PublishApi(worker, application, deployment);
        worker.PublishWorker(application, deployment);
        builder.AddBicepTemplate("alerts", "../infra/platform/alerts.bicep")
            .WithParameter("signalRId", new BicepOutputReference("id", builder.Resources.OfType<AzureSignalRResource>().Single()))
            .WithParameter("cosmosId", new BicepOutputReference("id", builder.Resources.OfType<AzureCosmosDBResource>().Single()))
            .WithParameter("email", deployment.AlertEmail);
    }
}
