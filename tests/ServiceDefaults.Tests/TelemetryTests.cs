using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace ServiceDefaults.Tests;

[Collection(AloneTests.Name)]
public partial class TelemetryTests
{
    [Fact]
    public async Task Traces_logs_and_metrics_of_a_request_are_exported_under_the_services_name()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var service = await StartAsync(receiver, ("OTEL_SERVICE_NAME", "calendar-api"), ("OTEL_RESOURCE_ATTRIBUTES", "service.instance.id=replica-7"));

        await service.Http.GetStringAsync("/calendars/team", TestContext.Current.CancellationToken);

        var traces = await receiver.ReadUntilAsync("traces", "GET /calendars/{id}");
        var logs = await receiver.ReadUntilAsync("logs", "Read calendar team");
        var metrics = await receiver.ReadUntilAsync("metrics", "http.server.request.duration");
        Assert.Contains("own span", traces, StringComparison.Ordinal);
        Assert.Contains("tests.read", await receiver.ReadUntilAsync("metrics", "tests.read"), StringComparison.Ordinal);
        Assert.All([traces, logs, metrics], export =>
        {
            Assert.Contains("calendar-api", export, StringComparison.Ordinal);
            Assert.Contains("replica-7", export, StringComparison.Ordinal);
            Assert.Contains("deployment.environment.name", export, StringComparison.Ordinal);
            Assert.Contains("service.version", export, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Without_a_name_from_the_host_a_service_is_named_after_its_assembly()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var service = await StartAsync(receiver);

        await service.Http.GetStringAsync("/calendars/team", TestContext.Current.CancellationToken);

        Assert.Contains("service.name\u0012\u0017\n\u0015ServiceDefaults.Tests", await receiver.ReadUntilAsync("traces", "GET /calendars/{id}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_continues_its_callers_trace_into_the_services_it_calls()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        string? seen = null;
        await using var callee = await TinyService.StartAsync(app => app.MapGet("/", (Microsoft.AspNetCore.Http.HttpRequest request) => seen = request.Headers.TraceParent));
        await using var caller = await TinyService.StartAsync(
            app => app.MapGet("/", (IHttpClientFactory http) => http.CreateClient().GetStringAsync(callee.Http.BaseAddress)),
            settings: receiver.Settings);
        var trace = ActivityTraceId.CreateRandom().ToString();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { { "traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01" } } };

        using var response = await caller.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.True(response.IsSuccessStatusCode);
        Assert.Contains(trace, seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tokens_in_queries_and_headers_are_exported_nowhere()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var callee = await TinyService.StartAsync(app => app.MapGet("/hub", () => "joined"));
        await using var service = await StartAsync(receiver);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/relay?access_token=s3cret-1&to={Uri.EscapeDataString(callee.Http.BaseAddress!.ToString())}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "s3cret-2");

        using var response = await service.Http.SendAsync(request, TestContext.Current.CancellationToken);
        await service.Http.GetStringAsync("/calendars/last", TestContext.Current.CancellationToken);

        Assert.True(response.IsSuccessStatusCode);
        var exported = await receiver.ReadUntilAsync("traces", "/calendars/last") + await receiver.ReadUntilAsync("logs", "Read calendar last");
        Assert.Contains("/relay", exported, StringComparison.Ordinal);
        Assert.Contains("/hub", exported, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", exported, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Probes_are_not_traced()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var service = await StartAsync(receiver);

        await service.Http.GetStringAsync("/health", TestContext.Current.CancellationToken);
        await service.Http.GetStringAsync("/alive", TestContext.Current.CancellationToken);
        await service.Http.GetStringAsync("/calendars/last", TestContext.Current.CancellationToken);

        var traces = await receiver.ReadUntilAsync("traces", "/calendars/last");
        Assert.DoesNotContain("/health", traces, StringComparison.Ordinal);
        Assert.DoesNotContain("/alive", traces, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("always_on", null)]
    [InlineData("parentbased_traceidratio", "1")]
    public async Task What_a_service_does_by_itself_begins_no_trace_there_or_where_it_calls(string sampler, string? argument)
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        var called = new List<string?>();
        await using var callee = await TinyService.StartAsync(
            app => app.MapGet("/polled", (Microsoft.AspNetCore.Http.HttpRequest request) => called.Add(request.Headers.TraceParent)), settings: receiver.Settings);
        await using var service = await TinyService.StartAsync(
            app => app.MapGet("/calendars/last", (IHttpClientFactory http) => http.CreateClient().GetStringAsync(new Uri(callee.Http.BaseAddress!, "/polled"))),
            builder => builder.Services.AddHealthChecks().AddAsyncCheck("callee", async stop =>
            {
                using var http = new HttpClient();
                await http.GetStringAsync(new Uri(callee.Http.BaseAddress!, "/polled"), stop);
                return HealthCheckResult.Healthy();
            }),
            settings: [.. receiver.Settings, ("OTEL_TRACES_SAMPLER", sampler), ("OTEL_TRACES_SAMPLER_ARG", argument ?? "")]);

        // Like a loop in the background, and like a probe.
        using var source = new ActivitySource("ServiceDefaults.Tests");
        using (source.StartActivity("upkeep"))
        {
            await service.Services.GetRequiredService<IHttpClientFactory>().CreateClient().GetStringAsync(new Uri(callee.Http.BaseAddress!, "/polled"), TestContext.Current.CancellationToken);
        }

        await service.Http.GetStringAsync("/health", TestContext.Current.CancellationToken);
        await service.Http.GetStringAsync("/calendars/last", TestContext.Current.CancellationToken);

        // The last span of each service: everything before it has been exported.
        var traces = await receiver.ReadUntilAsync("traces", "/calendars/last");
        Assert.DoesNotContain("upkeep", traces, StringComparison.Ordinal);
        Assert.Equal(3, called.Count);
        Assert.Equal(["00", "00", "01"], called.Select(traceParent => traceParent![^2..]));
    }

    [Theory]
    [InlineData("parentbased_traceidratio", "0")]
    [InlineData("always_off", null)]
    public async Task The_setting_decides_how_many_traces_begin_and_the_decision_of_a_caller_holds(string sampler, string? argument)
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var service = await StartAsync(receiver, ("OTEL_TRACES_SAMPLER", sampler), ("OTEL_TRACES_SAMPLER_ARG", argument ?? ""));
        using var traced = new HttpRequestMessage(HttpMethod.Get, "/calendars/last") { Headers = { { "traceparent", $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-01" } } };

        await service.Http.GetStringAsync("/calendars/team", TestContext.Current.CancellationToken);
        using var response = await service.Http.SendAsync(traced, TestContext.Current.CancellationToken);

        Assert.DoesNotContain("/calendars/team", await receiver.ReadUntilAsync("traces", "/calendars/last"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("Information", true)]
    public async Task The_frameworks_request_log_is_quiet_unless_a_setting_says_otherwise(string? level, bool logged)
    {
        await using var service = await TinyService.StartAsync(
            configure: builder =>
            {
                if (level is not null)
                {
                    builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("Logging:LogLevel:Microsoft.AspNetCore", (string?)level)]);
                }

                builder.Logging.AddEventSourceLogger();
            });

        var logger = service.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Microsoft.AspNetCore.Hosting.Diagnostics");

        Assert.Equal(logged, logger.IsEnabled(LogLevel.Information));
    }

    private static Task<TinyService> StartAsync(OtlpReceiver receiver, params (string Key, string Value)[] settings)
    {
        var source = new ActivitySource("ServiceDefaults.Tests");
        return TinyService.StartAsync(
            app =>
            {
                var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Tests");
                var read = app.Services.GetRequiredService<IMeterFactory>().Create("ServiceDefaults.Tests").CreateCounter<int>("tests.read");
                app.MapGet("/calendars/{id}", (string id) =>
                {
                    using var span = source.StartActivity("own span");
                    read.Add(1);
                    Log.Read(logger, id);
                    return id;
                });
                app.MapGet("/relay", (string to, IHttpClientFactory http) => http.CreateClient().GetStringAsync(new Uri(new Uri(to), "/hub?access_token=s3cret-3")));
            },
            settings: [.. receiver.Settings, .. settings]);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Read calendar {Calendar}")]
        public static partial void Read(ILogger logger, string calendar);
    }
}
