namespace LocalHosting.Tests;

public class EnvironmentTests
{
    [Fact]
    public async Task Every_form_of_a_variable_reaches_the_program()
    {
        await using var app = await TestApp.StartAsync(
            builder =>
            {
                var parameter = builder.AddParameter("api-key", secret: true);
                var server = builder.AddShell("server", Shell.Forever).WithHttpEndpoint(port: null, env: "PORT");
                builder.AddEnvironmentPrinter("client")
                    .WithEnvironment("PLAIN", "a text")
                    .WithEnvironment("ENDPOINT", server.GetEndpoint("http"))
                    .WithEnvironment("INTERPOLATED", $"<{server.GetEndpoint("http").Property(EndpointProperty.Port)}|{parameter}|{{}}>")
                    .WithEnvironment("EXPRESSION", ReferenceExpression.Create($"{server.GetEndpoint("http").Property(EndpointProperty.HostAndPort)}/x"))
                    .WithEnvironment("PARAMETER", parameter)
                    .WithEnvironment("LATE", () => "computed")
                    .WithEnvironment(context => context.EnvironmentVariables["CALLBACK"] = server.GetEndpoint("http"))
                    .WithEnvironment("OVERRIDDEN", "first")
                    .WithEnvironment("OVERRIDDEN", "second");
            },
            "--Parameters:api-key=s3cret");

        var port = app.Application.GetEndpoint("server").Port;
        var output = await app.OutputAsync("client");
        Assert.Contains("PLAIN=a text", output);
        Assert.Contains($"ENDPOINT=http://localhost:{port}", output);
        Assert.Contains($"INTERPOLATED=<{port}|s3cret|{{}}>", output);
        Assert.Contains($"EXPRESSION=localhost:{port}/x", output);
        Assert.Contains("PARAMETER=s3cret", output);
        Assert.Contains("LATE=computed", output);
        Assert.Contains($"CALLBACK=http://localhost:{port}", output);
        Assert.Contains("OVERRIDDEN=second", output);
    }

    [Fact]
    public async Task A_reference_to_a_service_gives_its_addresses_for_discovery_and_plainly()
    {
        await using var app = await TestApp.StartAsync(builder =>
        {
            var api = builder.AddResource(new Service("calendar-api")).WithHttpEndpoint(env: "PORT").WithEndpoint(scheme: "http", name: "admin", env: "ADMIN_PORT");
            builder.AddEnvironmentPrinter("client").WithReference(api);
            builder.AddEnvironmentPrinter("narrow").WithReference(api.GetEndpoint("admin"));
            builder.AddEnvironmentPrinter("outer").WithReference("weather", new Uri("https://weather.example/"));
        });

        var (http, admin) = (app.Application.GetEndpoint("calendar-api"), app.Application.GetEndpoint("calendar-api", "admin"));
        var output = await app.OutputAsync("client");
        Assert.Contains($"services__calendar-api__http__0={http.GetLeftPart(UriPartial.Authority)}", output);
        Assert.Contains($"CALENDAR_API_HTTP={http.GetLeftPart(UriPartial.Authority)}", output);
        Assert.Contains($"services__calendar-api__admin__0={admin.GetLeftPart(UriPartial.Authority)}", output);

        var narrow = await app.OutputAsync("narrow");
        Assert.Contains($"CALENDAR_API_ADMIN={admin.GetLeftPart(UriPartial.Authority)}", narrow);
        Assert.DoesNotContain(narrow, line => line.StartsWith("services__calendar-api__http", StringComparison.Ordinal));

        Assert.Contains("services__weather__default__0=https://weather.example/", await app.OutputAsync("outer"));
    }

    [Fact]
    public async Task A_reference_lists_every_replica()
    {
        await using var app = await TestApp.StartAsync(builder =>
        {
            var api = builder.AddResource(new Service("api")).WithHttpEndpoint(env: "PORT").WithAnnotation(new ReplicaAnnotation(3));
            builder.AddEnvironmentPrinter("client").WithReference(api);
        });

        var addresses = (await app.OutputAsync("client")).Where(line => line.StartsWith("services__api__http__", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(["services__api__http__0", "services__api__http__1", "services__api__http__2"], addresses.Select(line => line.Split('=')[0]));
        Assert.Equal(3, addresses.Select(line => line.Split('=')[1]).Distinct().Count());
    }

    [Fact]
    public async Task A_reference_to_a_connection_string_gives_its_value_under_its_name_or_another()
    {
        await using var app = await TestApp.StartAsync(builder =>
        {
            var text = builder.AddConnectionString("calendar", expression => expression.Append($"Data Source={"x.db"};"));
            var empty = builder.AddConnectionString("empty", new ReferenceExpressionBuilder().Build());
            builder.AddEnvironmentPrinter("client").WithReference(text).WithReference(text, connectionName: "other").WithReference(empty, optional: true);
            builder.AddEnvironmentPrinter("strict").WithReference(empty);
        });

        var output = await app.OutputAsync("client");
        Assert.Contains("ConnectionStrings__calendar=Data Source=x.db;", output);
        Assert.Contains("ConnectionStrings__other=Data Source=x.db;", output);
        Assert.DoesNotContain(output, line => line.StartsWith("ConnectionStrings__empty", StringComparison.Ordinal));
        Assert.Equal("Data Source=x.db;", await app.Application.GetConnectionStringAsync("calendar", app.Limit));

        await app.ReachesAsync("strict", KnownResourceStates.FailedToStart);
        Assert.Contains("'empty' that 'strict' refers to has no value", (await app.LineAsync("strict", "failed to start")).Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arguments_are_passed_as_they_are_given_also_those_known_late()
    {
        await using var app = await TestApp.StartAsync(builder =>
        {
            var program = builder.AddExecutable("program", "printf", Path.GetTempPath(), "%s\\n", "a b", "'quoted'").WithHttpEndpoint();
            program.WithArgs(context => context.Args.Add(program.GetEndpoint("http").Property(EndpointProperty.Port))).WithArgs("last");
        });

        Assert.Equal(["a b", "'quoted'", $"{app.Application.GetEndpoint("program").Port}", "last"], await app.OutputAsync("program"));
    }

    [Fact]
    public async Task A_parameter_without_a_value_fails_its_user_and_is_named()
    {
        await using var app = await TestApp.StartAsync(builder =>
            builder.AddEnvironmentPrinter("client").WithEnvironment("KEY", builder.AddParameter("api-key")));

        await app.ReachesAsync("client", KnownResourceStates.FailedToStart);
        Assert.Contains("'api-key' has no value", (await app.LineAsync("client", "failed to start")).Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Telemetry_is_pointed_at_the_dashboard_where_there_is_one()
    {
        await using var with = await TestApp.StartAsync(builder => builder.AddEnvironmentPrinter("program"), DashboardContractTests.ServiceOnly);
        var output = await with.OutputAsync("program");
        Assert.Contains(output, line => line.StartsWith("OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:", StringComparison.Ordinal));
        Assert.Contains(output, line => line.StartsWith("OTEL_EXPORTER_OTLP_HEADERS=x-otlp-api-key=", StringComparison.Ordinal));
        Assert.Contains(output, line => line.StartsWith("OTEL_RESOURCE_ATTRIBUTES=service.instance.id=", StringComparison.Ordinal));
        foreach (var expected in new[]
        {
            "OTEL_EXPORTER_OTLP_PROTOCOL=grpc", "OTEL_SERVICE_NAME=program", "OTEL_TRACES_SAMPLER=always_on", "OTEL_METRICS_EXEMPLAR_FILTER=trace_based",
            "OTEL_BSP_SCHEDULE_DELAY=1000", "OTEL_BLRP_SCHEDULE_DELAY=1000", "OTEL_METRIC_EXPORT_INTERVAL=1000",
        })
        {
            Assert.Contains(expected, output);
        }

        await using var without = await TestApp.StartAsync(builder => builder.AddEnvironmentPrinter("program"));
        Assert.DoesNotContain(await without.OutputAsync("program"), line => line.StartsWith("OTEL_", StringComparison.Ordinal));
    }

    private sealed class Service(string name) : ExecutableResource(name, "/bin/sh", Path.GetTempPath()), IResourceWithServiceDiscovery;
}
