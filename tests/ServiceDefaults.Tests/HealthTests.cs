using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;

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
    public async Task Whoever_asks_at_the_same_time_gets_the_result_of_one_check_and_it_is_kept_for_a_second()
    {
        var time = new FakeTimeProvider();
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var result = new TaskCompletionSource<HealthCheckResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        var checks = 0;
        await using var service = await TinyService.StartAsync(configure: builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(time);
            builder.Services.AddHealthChecks().AddAsyncCheck("store", () =>
            {
                Interlocked.Increment(ref checks);
                began.TrySetResult();
                return result.Task;
            });
        });

        // One of them hangs up, and ends the check for nobody else.
        using var gone = new CancellationTokenSource();
        var first = service.Http.GetAsync("/health", gone.Token);
        await began.Task.WaitAsync(TestContext.Current.CancellationToken);
        var others = Enumerable.Range(0, 20).Select(_ => service.Http.GetStringAsync("/health", TestContext.Current.CancellationToken)).ToList();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        result.SetResult(HealthCheckResult.Healthy());

        Assert.All(await Task.WhenAll(others), answer => Assert.Equal("Healthy", answer));
        Assert.Equal("Healthy", await service.Http.GetStringAsync("/health", TestContext.Current.CancellationToken));
        Assert.Equal(1, checks);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("Healthy", await service.Http.GetStringAsync("/health", TestContext.Current.CancellationToken));
        Assert.Equal(2, checks);
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
