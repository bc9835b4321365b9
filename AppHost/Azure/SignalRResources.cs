using Aspire.Hosting.Azure;
using Azure.Provisioning;
using Azure.Provisioning.Expressions;
using Azure.Provisioning.SignalR;

namespace AppHost;

internal static class SignalRResources
{
    /// <summary>Azure SignalR Service without keys. Its permissions come from the same file as in <c>infra/main.bicep</c>.</summary>
    public static IResourceBuilder<IResourceWithConnectionString> AddPublishedSignalR(this IDistributedApplicationBuilder builder, string name, AzureDeployment deployment)
    {
        var signalr = builder.AddAzureSignalR(name, AzureSignalRServiceMode.Serverless)
            // The default role assignments would let the worker make client tokens for any user of any tenant.
            .ClearDefaultRoleAssignments()
            .ConfigureInfrastructure(infrastructure =>
            {
                var origins = AllowedOrigins(infrastructure, deployment);
                foreach (var service in infrastructure.GetProvisionableResources().OfType<SignalRService>())
                {
                    // Aspire's default is the Free tier: 20 connections.
                    service.Sku = new SignalRResourceSku { Name = "Standard_S1", Capacity = 1 };
                    service.CorsAllowedOrigins = origins;
                    // Live trace is denied to everyone. infra/platform/signalr.bicep says why server connections stay allowed.
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

    /// <summary>The origins that may connect: the API's own, because it serves the web app, and those of the configured front ends.</summary>
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
