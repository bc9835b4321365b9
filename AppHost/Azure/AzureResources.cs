using Aspire.Hosting.Azure;

namespace AppHost;

/// <summary>
/// What exists only in Aspire's Azure integrations. Compiled where they can be restored; <c>WithoutIntegrations/</c> takes its place otherwise.
/// Publishing always uses them; a run uses Microsoft's emulators of them (containers) where <c>SignalR:Run</c> or <c>Data:Run</c> is <c>container</c>.
/// Published, it is the system that <c>infra/</c> describes in its size <c>dev</c>; docs/deployment.md lists what only <c>infra/</c> has.
/// </summary>
internal sealed class AzureResources(IDistributedApplicationBuilder builder)
{
    private readonly AzureDeployment? published = builder.ExecutionContext.IsPublishMode ? new AzureDeployment(builder) : null;

    /// <summary>The database of Azure Cosmos DB; null where a run does not ask for it.</summary>
    public IResourceBuilder<IResourceWithConnectionString>? AddCalendarData(string name) =>
        published is not null ? builder.AddPublishedCosmos(name, published)
        // With the emulator's key the store makes its containers itself.
        : builder.Configuration["Data:Run"] is "container" ? builder.AddAzureCosmosDB("cosmos").RunAsEmulator().AddCosmosDatabase(name)
        : null;

    /// <summary>Azure SignalR Service in serverless mode: REST in, no server connections; null where a run does not ask for it.</summary>
    public IResourceBuilder<IResourceWithConnectionString>? AddSignalR(string name) =>
        published is not null ? builder.AddPublishedSignalR(name, published)
        : builder.Configuration["SignalR:Run"] is "container" ? builder.AddAzureSignalR(name, AzureSignalRServiceMode.Serverless).RunAsEmulator()
        : null;

    /// <summary>Both programs as Container Apps: identities, settings, probes, scale; and the alerts.</summary>
    /// <param name="application">The application's id in Entra ID.</param>
    public void Publish(IResourceBuilder<ProjectResource> api, IResourceBuilder<ProjectResource> worker, IResourceBuilder<ParameterResource> application)
    {
        var deployment = published ?? throw new InvalidOperationException("Only what is published becomes a Container App.");
        api.PublishApi(worker, application, deployment);
        worker.PublishWorker(application, deployment);
        builder.AddBicepTemplate("alerts", "../infra/platform/alerts.bicep")
            .WithParameter("signalRId", new BicepOutputReference("id", builder.Resources.OfType<AzureSignalRResource>().Single()))
            .WithParameter("cosmosId", new BicepOutputReference("id", builder.Resources.OfType<AzureCosmosDBResource>().Single()))
            .WithParameter("email", deployment.AlertEmail);
    }
}
