using CalendarStore.Cosmos.Access;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CalendarStore.Hosting;

/// <summary>The host's client of Cosmos DB, made by ourselves; <c>AspireCosmosClientRegistration.cs</c> takes its place where Aspire's integrations can be restored (eng/AzureIntegrations.targets).</summary>
internal static class CosmosClientRegistration
{
    public static void AddCosmosClient(this IHostApplicationBuilder builder, string connectionName, CosmosAddress address)
    {
        _ = connectionName;
        builder.Services.AddSingleton(_ => CosmosClients.Create(address));
    }
}
