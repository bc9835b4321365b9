using System.Text.Json.Nodes;

namespace Deployment.Tests.Templates;

/// <summary>How the two programs run.</summary>
public sealed class ContainerAppTests(Forecast forecast)
{
    [Fact]
    public void Only_the_API_can_be_reached_from_outside_and_nothing_in_the_clear()
    {
        Assert.True((bool)Ingress(forecast.Api)["external"]!);
        Assert.False((bool)Ingress(forecast.Worker)["external"]!);
        Assert.All([forecast.Api, forecast.Worker], program => Assert.False((bool)Ingress(program)["allowInsecure"]!));
    }

    [Fact]
    public void The_API_grows_with_requests_and_never_to_nothing()
    {
        var scale = Template(forecast.Api)["scale"]!;
        Assert.InRange((int)scale["minReplicas"]!, 1, (int)scale["maxReplicas"]!);
        Assert.True(int.Parse((string)scale["rules"]![0]!["http"]!["metadata"]!["concurrentRequests"]!, System.Globalization.CultureInfo.InvariantCulture) > 0);
    }

    [Fact]
    public void The_worker_runs_in_a_fixed_number() =>
        Assert.Equal((int)Template(forecast.Worker)["scale"]!["minReplicas"]!, (int)Template(forecast.Worker)["scale"]!["maxReplicas"]!);

    [Theory]
    [InlineData("calendar-api")]
    [InlineData("notification-service")]
    public void Probes_ask_what_every_service_answers_on_the_port_that_the_image_listens_on(string program)
    {
        var probes = Forecast.Container(forecast.Of(program))["probes"]!.AsArray();
        Assert.Contains(probes, probe => (string)probe!["type"]! == "Liveness");
        Assert.All(probes, probe =>
        {
            Assert.Contains((string)probe!["httpGet"]!["path"]!, (string[])["/health", "/alive"]);
            Assert.Equal(8080, (int)probe["httpGet"]!["port"]!);
            // The maximum of Container Apps.
            Assert.InRange((int)probe["failureThreshold"]!, 1, 10);
        });
        Assert.Equal(8080, (int)Ingress(forecast.Of(program))["targetPort"]!);
    }

    [Fact]
    public void Liveness_never_depends_on_others() => Assert.All(
        [forecast.Api, forecast.Worker],
        program => Assert.Equal("/alive", (string)Forecast.Container(program)["probes"]!.AsArray().Single(probe => (string)probe!["type"]! == "Liveness")!["httpGet"]!["path"]!));

    /// <summary>azd finds a program's resource by this tag, and uses the one container app of its template as the host.</summary>
    [Theory]
    [InlineData("calendar-api")]
    [InlineData("notification-service")]
    public void Each_program_is_tagged_as_its_service_in_azure_yaml(string program) =>
        Assert.Equal(program, (string)forecast.Of(program).Single("Microsoft.App/containerApps")["tags"]!["azd-service-name"]!);

    private static JsonNode Template(Snapshot program) => program.Single("Microsoft.App/containerApps")["properties"]!["template"]!;

    private static JsonNode Ingress(Snapshot program) => program.Single("Microsoft.App/containerApps")["properties"]!["configuration"]!["ingress"]!;
}
