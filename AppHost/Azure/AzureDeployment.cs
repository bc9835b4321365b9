using Aspire.Hosting.Azure;
using Aspire.Hosting.Azure.AppContainers;
using Azure.Provisioning.AppContainers;

namespace AppHost;

/// <summary>What published resources share: where they run, as whom, and what people may set. The defaults are those of <c>infra/</c>.</summary>
internal sealed class AzureDeployment
{
    private readonly IDistributedApplicationBuilder builder;

    public AzureDeployment(IDistributedApplicationBuilder builder)
    {
        this.builder = builder;
        Environment = builder.AddAzureContainerAppEnvironment("container-apps").ConfigureInfrastructure(infrastructure =>
        {
            foreach (var environment in infrastructure.GetProvisionableResources().OfType<ContainerAppManagedEnvironment>())
            {
                // The library's name for peerTrafficConfiguration.encryption: what the API says to the worker is encrypted on its way.
                environment.IsEnabled = true;
            }
        });

        // One per program, so that each can be given only what it needs.
        ApiIdentity = builder.AddAzureUserAssignedIdentity("calendar-api-identity");
        WorkerIdentity = builder.AddAzureUserAssignedIdentity("notification-service-identity");

        Tenants = Optional("tenants");
        BlockedTenants = Optional("blocked-tenants");
        BlockedUsers = Optional("blocked-users");
        Origins = Optional("origins");
        FrameAncestors = Optional("frame-ancestors");
        AlertEmail = Optional("alert-email");
        TraceRatio = Optional("trace-ratio", "1");
        MaxThroughput = Optional("cosmos-max-throughput", "1000");
        OtlpEndpoint = OnlyIfGiven("otlp-endpoint", secret: false);
        OtlpHeaders = OnlyIfGiven("otlp-headers", secret: true);
    }

    public IResourceBuilder<AzureContainerAppEnvironmentResource> Environment { get; }

    public IResourceBuilder<AzureUserAssignedIdentityResource> ApiIdentity { get; }

    public IResourceBuilder<AzureUserAssignedIdentityResource> WorkerIdentity { get; }

    /// <summary>This and the other lists: items separated by commas; empty for any tenant, nobody blocked, no other front end, Microsoft Teams' frames.</summary>
    public IResourceBuilder<ParameterResource> Tenants { get; }

    public IResourceBuilder<ParameterResource> BlockedTenants { get; }

    public IResourceBuilder<ParameterResource> BlockedUsers { get; }

    public IResourceBuilder<ParameterResource> Origins { get; }

    public IResourceBuilder<ParameterResource> FrameAncestors { get; }

    public IResourceBuilder<ParameterResource> AlertEmail { get; }

    public IResourceBuilder<ParameterResource> TraceRatio { get; }

    public IResourceBuilder<ParameterResource> MaxThroughput { get; }

    public IResourceBuilder<ParameterResource>? OtlpEndpoint { get; }

    public IResourceBuilder<ParameterResource>? OtlpHeaders { get; }

    /// <summary><c>Parameters:{name}</c> where it is configured. Nobody is asked for it: the value is published as the parameter's default.</summary>
    private IResourceBuilder<ParameterResource> Optional(string name, string otherwise = "") =>
        builder.AddParameter(name, Configured(name) ?? otherwise, publishValueAsDefault: true);

    /// <summary>For what must not be set to nothing: an empty OTLP endpoint would take the place of the one that the environment's dashboard gives.</summary>
    private IResourceBuilder<ParameterResource>? OnlyIfGiven(string name, bool secret) =>
        Configured(name) is { Length: > 0 } value ? builder.AddParameter(name, value, publishValueAsDefault: !secret, secret) : null;

    /// <summary>As Aspire itself reads parameters: shells take no dash in the name of a variable.</summary>
    private string? Configured(string name) => builder.Configuration[$"Parameters:{name}"] ?? builder.Configuration[$"Parameters:{name.Replace('-', '_')}"];
}
