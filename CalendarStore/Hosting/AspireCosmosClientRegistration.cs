using CalendarStore.Cosmos.Access;
using Microsoft.Extensions.Hosting;

namespace CalendarStore.Hosting;

/// <summary>The host's client of Cosmos DB, made by Aspire's integration from the same connection string, with the same options; it adds traces and a health check of its own.</summary>
internal static class CosmosClientRegistration
{
    public static void AddCosmosClient(this IHostApplicationBuilder builder, string connectionName, CosmosAddress address) =>
        builder.AddAzureCosmosClient(connectionName, configureClientOptions: options => CosmosClients.Configure(options, address));
}
