using Aspire.Hosting.Azure;
using Azure.Provisioning;
using Azure.Provisioning.Expressions;
using Azure.Provisioning.SignalR;

namespace AppHost;

internal static class SignalRResources
{
    /// <summary>Azure SignalR Service without keys. Who may do what with it is the same file as in <c>infra/main.bicep</c>.</summary>
    public static IResourceBuilder<IResourceWithConnectionString> AddPublishedSignalR(this IDistributedApplicationBuilder builder, string name, AzureDeployment deployment)
    {
        var signalr = builder.AddAzureSignalR(name, AzureSignalRServiceMode.Serverless)
            // The default would let the worker make clients' tokens, for any user of any tenant.
            .ClearDefaultRoleAssignments()
            .ConfigureInfrastructure(infrastructure =>
            {
                var origins = AllowedOrigins(infrastructure, deployment);
                foreach (var service in infrastructure.GetProvisionableResources().OfType<SignalRService>())
                {
                    // Aspire's default is the Free tier: 20 connections.
                    service.Sku = new SignalRResourceSku { Name = "Standard_S1", Capacity = 1 };
                    service.CorsAllowedOrigins = origins;
                    // Nobody traces. Why server connections stay: infra/platform/signalr.bicep.
                    service.NetworkACLs = new SignalRNetworkAcls
                    {
                        DefaultAction = SignalRNetworkAclAction.Deny,
                        PublicNetwork = new SignalRNetworkAcl { Allow = { SignalRRequestType.ClientConnection, SignalRRequestType.RestApi, SignalRRequestType.ServerConnection } },
                    };
                }
            });

        builder.AddBicepTemplate("signalr-roles", "../infra/platform/signalr-roles.bicep")
            .WithParameter("serviceName", signalr.GetOutput("name"))
            .WithParameter("apiPrincipalId", deployment.ApiIdentity.Resource.PrincipalId)
            .WithParameter("workerPrincipalId", deployment.WorkerIdentity.Resource.PrincipalId);

        return signalr;
    }

    /// <summary>Pages that may connect: the API's own, for it serves the web app, and those of the front ends that are named.</summary>
    private static ProvisioningVariable AllowedOrigins(AzureResourceInfrastructure infrastructure, AzureDeployment deployment)
    {
        var domain = deployment.Environment.GetOutput("AZURE_CONTAINER_APPS_ENVIRONMENT_DEFAULT_DOMAIN").AsProvisioningParameter(infrastructure);
        var others = new IdentifierExpression(deployment.Origins.AsProvisioningParameter(infrastructure).BicepIdentifier);

        // concat(['https://calendar-api.${domain}'], empty(others) ? [] : split(others, ','))
        var allowed = new ProvisioningVariable("allowedOrigins", typeof(object))
        {
            Value = new FunctionCallExpression(
                new IdentifierExpression("concat"),
                new ArrayExpression(new InterpolatedStringExpression([new StringLiteralExpression("https://calendar-api."), new IdentifierExpression(domain.BicepIdentifier)])),
                new ConditionalExpression(
                    new FunctionCallExpression(new IdentifierExpression("empty"), others),
                    new ArrayExpression(),
                    new FunctionCallExpression(new IdentifierExpression("split"), others, new StringLiteralExpression(",")))),
        };
        infrastructure.Add(allowed);
        return allowed;
    }
}
