using Aspire.Hosting.Azure;
using Aspire.Hosting.Azure.AppContainers;
using Azure.Provisioning.AppContainers;

namespace AppHost;

/// <summary>What the published resources share: their environment, their identities and the parameters. The defaults are those of <c>infra/</c>.</summary>
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
                // The library's name for peerTrafficConfiguration.encryption: it encrypts the API's nudges to the worker.
                environment.IsEnabled = true;
            }
        });

        // One identity per program, so that each gets only the permissions that it needs.
        ApiIdentity = builder.AddAzureUserAssignedIdentity("calendar-api-identity");
        WorkerIdentity = builder.AddAzureUserAssignedIdentity("notification-service-identity");

        Tenants = Required("tenants", "*", "the ids of the tenants that may use the system, or * for any tenant", published: "*");
        BlockedTenants = Required("blocked-tenants", "none", "the ids of the blocked tenants, or none");
        BlockedUsers = Required("blocked-users", "none", "the blocked users, each {tenant id}:{object id}, or none");
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

    /// <summary>As published: items separated by commas, <c>*</c> for any tenant, as the API reads it. The same holds for the other lists, where empty means nobody blocked, no other front end, Microsoft Teams' frames.</summary>
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

    /// <summary>The configured <c>Parameters:{name}</c>. The deployment does not ask for it: the value is published as the parameter's default.</summary>
    private IResourceBuilder<ParameterResource> Optional(string name, string otherwise = "") =>
        builder.AddParameter(name, Configured(name) ?? otherwise, publishValueAsDefault: true);

    /// <summary>A list that must be configured: publishing from a machine that does not know it would otherwise let everybody in, or unblock somebody.</summary>
    /// <param name="word">Asks for <paramref name="published"/>, by default the empty list.</param>
    private IResourceBuilder<ParameterResource> Required(string name, string word, string meaning, string published = "") => AccessList.Items(Configured(name), word, published) is { } items
        ? builder.AddParameter(name, items, publishValueAsDefault: true)
        : throw new DistributedApplicationException($"Parameters:{name} is not set ({meaning}). In the environment: Parameters__{name.Replace('-', '_')}=….");

    /// <summary>For settings that must not be empty: an empty OTLP endpoint would replace the one that the environment's dashboard sets.</summary>
    private IResourceBuilder<ParameterResource>? OnlyIfGiven(string name, bool secret) =>
        Configured(name) is { Length: > 0 } value ? builder.AddParameter(name, value, publishValueAsDefault: !secret, secret) : null;

    /// <summary>As Aspire itself reads parameters: names of environment variables cannot contain a dash.</summary>
    private string? Configured(string name) => builder.Configuration[$"Parameters:{name}"] ?? builder.Configuration[$"Parameters:{name.Replace('-', '_')}"];
}
