using Aspire.Hosting.Azure;

namespace AppHost;

/// <summary>
/// What exists only in Aspire: Azure's resources. Compiled when Aspire's packages are at hand; <c>NoAzureResources.cs</c> takes its place otherwise.
/// Publishing always uses them; a run uses Microsoft's emulators of them (containers) where <c>SignalR:Run</c> or <c>Data:Run</c> is <c>container</c>.
/// </summary>
internal static class AzureResources
{
    /// <summary>Azure SignalR Service in serverless mode: REST in, no server connections, no keys (managed identity).</summary>
    public static IResourceBuilder<IResourceWithConnectionString>? AddSignalR(IDistributedApplicationBuilder builder, string name)
    {
        if (builder.ExecutionContext.IsPublishMode)
        {
            // Where everything published runs. It is asked for here because every deployment has SignalR.
            builder.AddAzureContainerAppEnvironment("container-apps");
        }

        return IsWanted(builder, "SignalR:Run")
            ? builder.AddAzureSignalR(name, AzureSignalRServiceMode.Serverless).RunAsEmulator()
            : null;
    }

    /// <summary>A database of Azure Cosmos DB, reached with a managed identity.</summary>
    public static IResourceBuilder<IResourceWithConnectionString>? AddCalendarData(IDistributedApplicationBuilder builder, string name) =>
        IsWanted(builder, "Data:Run")
            ? builder.AddAzureCosmosDB("cosmos").RunAsEmulator().AddCosmosDatabase(name)
            : null;

    private static bool IsWanted(IDistributedApplicationBuilder builder, string setting) =>
        builder.ExecutionContext.IsPublishMode || builder.Configuration[setting] is "container";
}
