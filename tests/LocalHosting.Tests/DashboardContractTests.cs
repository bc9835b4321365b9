using Grpc.Core;
using Grpc.Net.Client;
using LocalHosting.Dashboard;
using LocalHosting.Dashboard.Protos;
using Microsoft.Extensions.DependencyInjection;

namespace LocalHosting.Tests;

/// <summary>What the dashboard is told, asked the way the dashboard asks.</summary>
public class DashboardContractTests
{
    [Fact]
    public async Task The_first_answer_lists_every_resource()
    {
        await using var app = await StartAsync();
        using var channel = Connect(app);
        using var watch = new DashboardService.DashboardServiceClient(channel).WatchResources(new WatchResourcesRequest(), Key(app), cancellationToken: app.Limit);

        Assert.True(await watch.ResponseStream.MoveNext(app.Limit));
        Assert.Equal(["quiet", "talker", "text"], watch.ResponseStream.Current.InitialData.Resources.Select(resource => resource.DisplayName).Order(StringComparer.Ordinal));
    }

    private static Task<TestApp> StartAsync() => TestApp.StartAsync(
        builder =>
        {
            builder.AddShell("talker", $"echo hello; echo trouble >&2; {Shell.Forever}").WithEnvironment("COLOUR", "blue");
            builder.AddShell("quiet", Shell.Forever).WithExplicitStart();
            builder.AddConnectionString("text", ReferenceExpression.Create($"Secret=1"));
        },
        // The dashboard itself is not wanted: the resource service is.
        "--LocalHosting:Dashboard=true", "--LocalHosting:InstallDashboard=false", "--ASPIRE_CLI_PATH=/nowhere/aspire");

    private static GrpcChannel Connect(TestApp app) =>
        GrpcChannel.ForAddress(app.Application.Services.GetRequiredService<DashboardEndpoints>().ResourceService!);

    private static Metadata Key(TestApp app) =>
        new() { { "x-resource-service-api-key", app.Application.Services.GetRequiredService<DashboardEndpoints>().ResourceServiceKey } };
}
