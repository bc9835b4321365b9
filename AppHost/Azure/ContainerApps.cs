using Aspire.Hosting.Azure;
using Azure.Provisioning.AppContainers;
using Azure.Provisioning.Expressions;

namespace AppHost;

/// <summary>The programs as Container Apps, each as in <c>infra/{program}.bicep</c>.</summary>
internal static class ContainerApps
{
    /// <summary>Scales with the number of requests, never to zero.</summary>
    public static void PublishApi(
        this IResourceBuilder<ProjectResource> api, IResourceBuilder<ProjectResource> worker, IResourceBuilder<ParameterResource> application, AzureDeployment deployment) => api
        .PublishProgram(deployment.ApiIdentity, deployment)
        .WithEnvironment("Tenants__Allowed", deployment.Tenants)
        .WithEnvironment("Blocked__Tenants", deployment.BlockedTenants)
        .WithEnvironment("Blocked__Users", deployment.BlockedUsers)
        .WithEnvironment("Cors__Origins", deployment.Origins)
        .WithEnvironment("WebApp__FrameAncestors", deployment.FrameAncestors)
        // Cosmos DB's change feed is polled, so the API nudges the worker after a commit, with a token for this application.
        .WithEnvironment("Nudges__Address", worker.GetEndpoint("http"))
        .WithEnvironment("Nudges__Audience", ReferenceExpression.Create($"api://{application}"))
        .PublishAsAzureContainerApp((_, app) =>
        {
            var container = app.Sized(0.5, "1Gi");
            // A revision that cannot reach its store, or does not have its roles yet, must get no traffic.
            container.Probes.Add(app.Probe(ContainerAppProbeType.Startup, "/health", periodSeconds: 10, failures: 10, timeoutSeconds: 5));
            // After the start, /alive instead of /health: all replicas share the store, and an API that answers 503 with Retry-After is better than none.
            container.Probes.Add(app.Probe(ContainerAppProbeType.Readiness, "/alive", periodSeconds: 5, failures: 3));
            container.Probes.Add(app.Probe(ContainerAppProbeType.Liveness, "/alive", periodSeconds: 10, failures: 3));

            app.Template.Scale.MinReplicas = 1;
            app.Template.Scale.MaxReplicas = 2;
            app.Template.Scale.Rules.Add(new ContainerAppScaleRule
            {
                Name = "requests",
                Http = new ContainerAppHttpScaleRule { Metadata = { ["concurrentRequests"] = "50" } },
            });
        });

    /// <summary>A fixed number of replicas, <c>Notifications:Instances</c>: Container Apps cannot scale by the worker's backlog without a key.</summary>
    public static void PublishWorker(this IResourceBuilder<ProjectResource> worker, IResourceBuilder<ParameterResource> application, AzureDeployment deployment)
    {
        var instances = worker.Resource.GetReplicaCount();
        worker
            .PublishProgram(deployment.WorkerIdentity, deployment)
            // Accept nudges only from the API's identity.
            .WithEnvironment("Nudges__Audience", ReferenceExpression.Create($"api://{application}"))
            .WithEnvironment("Nudges__Callers__0", deployment.ApiIdentity.Resource.PrincipalId)
            .PublishAsAzureContainerApp((_, app) =>
            {
                var container = app.Sized(0.25, "0.5Gi");
                container.Env.Add(new ContainerAppEnvironmentVariable
                {
                    Name = "Nudges__TenantId",
                    Value = new MemberExpression(new FunctionCallExpression(new IdentifierExpression("tenant")), "tenantId"),
                });
                // Startup uses /alive: /health is unhealthy while the store is unavailable, and a restart would not help.
                container.Probes.Add(app.Probe(ContainerAppProbeType.Startup, "/alive", periodSeconds: 5, failures: 10));
                container.Probes.Add(app.Probe(ContainerAppProbeType.Liveness, "/alive", periodSeconds: 10, failures: 3));

                app.Template.Scale.MinReplicas = instances;
                app.Template.Scale.MaxReplicas = instances;
            });
    }

    private static IResourceBuilder<ProjectResource> PublishProgram(
        this IResourceBuilder<ProjectResource> program, IResourceBuilder<AzureUserAssignedIdentityResource> identity, AzureDeployment deployment)
    {
        program
            .WithAzureUserAssignedIdentity(identity)
            .WithEnvironment("OTEL_SERVICE_NAME", program.Resource.Name)
            // A trace that has begun is kept as a whole, through the change feed to the push.
            .WithEnvironment("OTEL_TRACES_SAMPLER", "parentbased_traceidratio")
            .WithEnvironment("OTEL_TRACES_SAMPLER_ARG", deployment.TraceRatio);
        if (deployment.OtlpEndpoint is { } endpoint)
        {
            program.WithEnvironment("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint);
        }

        if (deployment.OtlpHeaders is { } headers)
        {
            program.WithEnvironment("OTEL_EXPORTER_OTLP_HEADERS", headers);
        }

        return program;
    }

    private static ContainerAppContainer Sized(this ContainerApp app, double cpu, string memory)
    {
        app.Configuration.MaxInactiveRevisions = 5;
        app.Configuration.Ingress.AllowInsecure = false;
        // Time for requests and pushes in flight to end, and for leases to be released.
        app.Template.TerminationGracePeriodSeconds = 30;
        var container = app.Template.Containers[0].Value!;
        container.Resources.Cpu = cpu;
        container.Resources.Memory = memory;
        return container;
    }

    private static ContainerAppProbe Probe(this ContainerApp app, ContainerAppProbeType type, string path, int periodSeconds, int failures, int timeoutSeconds = 1) => new()
    {
        ProbeType = type,
        HttpGet = new ContainerAppHttpRequestInfo { Path = path, Port = app.Configuration.Ingress.TargetPort, Scheme = ContainerAppHttpScheme.Http },
        PeriodSeconds = periodSeconds,
        TimeoutSeconds = timeoutSeconds,
        FailureThreshold = failures,
    };
}
