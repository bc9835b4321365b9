using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ServiceDefaults.Tests;

public class HealthTests
{
    [Fact]
    public async Task A_service_is_ready_when_all_its_checks_pass()
    {
        await using var service = await TinyService.StartAsync();

        Assert.Equal("Healthy", await service.Http.GetStringAsync("/health", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task With_a_failing_check_a_service_is_alive_but_not_ready()
    {
        await using var service = await TinyService.StartAsync(configure: builder =>
            builder.Services.AddHealthChecks().AddCheck("store", () => HealthCheckResult.Unhealthy()));

        using var ready = await service.Http.GetAsync("/health", TestContext.Current.CancellationToken);
        using var alive = await service.Http.GetAsync("/alive", TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (ready.StatusCode, alive.StatusCode));
    }

    [Fact]
    public async Task Probes_need_no_token_where_everything_else_does()
    {
        await using var service = await TinyService.StartAsync(
            app =>
            {
                app.UseAuthentication();
                app.UseAuthorization();
                app.MapGet("/", () => "secret");
            },
            builder =>
            {
                builder.Services.AddAuthentication("none").AddCookie("none", options => options.Events.OnRedirectToLogin = context =>
                {
                    context.Response.StatusCode = 401;
                    return Task.CompletedTask;
                });
                builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
            });

        foreach (var (path, expected) in ((string, HttpStatusCode)[])[("/health", HttpStatusCode.OK), ("/alive", HttpStatusCode.OK), ("/", HttpStatusCode.Unauthorized)])
        {
            using var response = await service.Http.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal(expected, response.StatusCode);
        }
    }
}
