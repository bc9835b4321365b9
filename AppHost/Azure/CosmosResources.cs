using Azure.Provisioning.CosmosDB;

namespace AppHost;

internal static class CosmosResources
{
    /// <summary>An account without keys. Its contents and permissions come from the same file as in <c>infra/main.bicep</c>.</summary>
    public static IResourceBuilder<IResourceWithConnectionString> AddPublishedCosmos(this IDistributedApplicationBuilder builder, string name, AzureDeployment deployment)
    {
        var account = builder.AddAzureCosmosDB("cosmos")
            // Not serverless, which is the default: the calendars and the leases each need their own throughput.
            .WithDefaultAzureSku()
            // The default role assignments would let both programs write everywhere in the account.
            .ClearDefaultRoleAssignments()
            .ConfigureInfrastructure(infrastructure =>
            {
                foreach (var resource in infrastructure.GetProvisionableResources().OfType<CosmosDBAccount>())
                {
                    resource.DisableKeyBasedMetadataWriteAccess = true;
                    resource.MinimalTlsVersion = CosmosDBMinimalTlsVersion.Tls12;
                    // A busy tenant is one partition: only busy partitions should scale, not all.
                    resource.EnablePerRegionPerPartitionAutoscale = true;
                    resource.BackupPolicy = new ContinuousModeBackupPolicy { ContinuousModeTier = ContinuousTier.Continuous7Days };
                }
            });

        var data = builder.AddBicepTemplate("calendar-data", "../infra/platform/cosmos-data.bicep")
            .WithParameter("accountName", account.GetOutput("name"))
            .WithParameter("maxThroughput", deployment.MaxThroughput)
            .WithParameter("apiPrincipalId", deployment.ApiIdentity.Resource.PrincipalId)
            .WithParameter("workerPrincipalId", deployment.WorkerIdentity.Resource.PrincipalId);

        // Uses the module's outputs, so that no program starts before its containers and roles exist.
        return builder.AddConnectionString(name, ReferenceExpression.Create($"AccountEndpoint={data.GetOutput("endpoint")};Database={data.GetOutput("database")}"));
    }
}
