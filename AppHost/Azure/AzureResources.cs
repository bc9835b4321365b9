using Aspire.Hosting.Azure;
using Azure.Provisioning.AppContainers;
using Azure.Provisioning.CosmosDB;
using Azure.Provisioning.SignalR;

namespace AppHost;

/// <summary>
/// What exists only in Aspire: Azure's resources. Compiled when Aspire's Azure integrations are at hand; <c>NoAzureResources.cs</c> takes its place otherwise.
/// Publishing always uses them; a run uses Microsoft's emulators of them (containers) where <c>SignalR:Run</c> or <c>Data:Run</c> is <c>container</c>.
/// The same system as <c>infra/</c> describes, in Aspire's words; where zones, alerts, a second region or the least of roles in the database matter, deploy that.
/// </summary>
internal static class AzureResources
{
    private const int NoDefaultTimeToLive = -1;

    /// <summary>Azure SignalR Service in serverless mode: REST in, no server connections, no keys (managed identity).</summary>
    public static IResourceBuilder<IResourceWithConnectionString>? AddSignalR(IDistributedApplicationBuilder builder, string name)
    {
        if (!IsWanted(builder, "SignalR:Run"))
            return null;

        if (builder.ExecutionContext.IsPublishMode)
        {
            // Where everything published runs. It is asked for here because every deployment has SignalR.
            builder.AddAzureContainerAppEnvironment("container-apps");
        }

        return builder.AddAzureSignalR(name, AzureSignalRServiceMode.Serverless).RunAsEmulator()
            .ConfigureInfrastructure(infrastructure =>
            {
                // Aspire's default is the Free tier: 20 connections.
                foreach (var service in infrastructure.GetProvisionableResources().OfType<SignalRService>())
                    service.Sku = new SignalRResourceSku { Name = "Standard_S1", Capacity = 1 };
            });
    }

    /// <summary>A database of Azure Cosmos DB, reached with a managed identity.</summary>
    public static IResourceBuilder<IResourceWithConnectionString>? AddCalendarData(IDistributedApplicationBuilder builder, string name)
    {
        if (!IsWanted(builder, "Data:Run"))
            return null;

        var cosmos = builder.AddAzureCosmosDB("cosmos").RunAsEmulator()
            .ConfigureInfrastructure(infrastructure =>
            {
                // Tombstones end by a time of their own, for which the container must have TTL on. The store refuses one that has not.
                foreach (var container in infrastructure.GetProvisionableResources().OfType<CosmosDBSqlContainer>())
                    container.Resource.DefaultTtl = NoDefaultTimeToLive;
            });
        var database = cosmos.AddCosmosDatabase(name);
        if (builder.ExecutionContext.IsPublishMode)
        {
            // An identity with data roles cannot create them; with the emulator's key the store does, as it wants them. See infra/platform/containers.json.
            database.AddContainer("calendar-items", "/tenant", "calendar");
            database.AddContainer("calendar-leases", "/id", "calendar-leases");
        }

        return database;
    }

    /// <summary>The API in Azure: grows with its requests, never to nothing; the one that may sign clients' tokens.</summary>
    public static void PublishApi(IResourceBuilder<ProjectResource> api, IResourceBuilder<IResourceWithConnectionString> signalr)
    {
        if (signalr is IResourceBuilder<AzureSignalRResource> service)
            api.WithRoleAssignments(service, SignalRBuiltInRole.SignalRAppServer, SignalRBuiltInRole.SignalRRestApiOwner);

        api.PublishAsAzureContainerApp((_, app) =>
        {
            app.Template.Scale.MinReplicas = 1;
            app.Template.Scale.MaxReplicas = 10;
            app.Template.Scale.Rules.Add(new ContainerAppScaleRule
            {
                Name = "requests",
                Http = new ContainerAppHttpScaleRule { Metadata = { ["concurrentRequests"] = "50" } },
            });
        });
    }

    /// <summary>The worker in Azure: as many as <c>Notifications:Instances</c> says, fixed, for nothing that Container Apps can scale by without a key says how far behind it is; may use all of SignalR's REST API, for a role of less is not among the built-in ones (<c>infra/</c> makes one).</summary>
    public static void PublishWorker(IResourceBuilder<ProjectResource> worker, IResourceBuilder<IResourceWithConnectionString> signalr)
    {
        if (signalr is IResourceBuilder<AzureSignalRResource> service)
            worker.WithRoleAssignments(service, SignalRBuiltInRole.SignalRRestApiOwner);

        var instances = worker.Resource.GetReplicaCount();
        worker.PublishAsAzureContainerApp((_, app) =>
        {
            app.Template.Scale.MinReplicas = instances;
            app.Template.Scale.MaxReplicas = instances;
        });
    }

    private static bool IsWanted(IDistributedApplicationBuilder builder, string setting) =>
        builder.ExecutionContext.IsPublishMode || builder.Configuration[setting] is "container";
}
