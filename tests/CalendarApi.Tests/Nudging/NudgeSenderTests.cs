using System.Collections.Concurrent;
using System.Net.Http.Json;
using Azure.Core;
using CalendarApi.Nudging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TeamCalendars.Tenants;

namespace CalendarApi.Tests.Nudging;

public class NudgeSenderTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_comes_while_a_nudge_is_on_its_way_goes_into_the_next_each_tenant_once()
    {
        await using var worker = new Worker();
        using var host = await StartAsync(await worker.StartAsync(), audience: null);
        var queue = host.Services.GetRequiredService<NudgeQueue>();
        var (a, b, c) = (NewTenant(), NewTenant(), NewTenant());

        queue.Add(a);
        var first = await worker.NextAsync();
        foreach (var tenant in new[] { b, c, b, b, c })
        {
            queue.Add(tenant);
        }

        worker.Answer(StatusCodes.Status202Accepted);
        var second = await worker.NextAsync();
        worker.Answer(StatusCodes.Status202Accepted);

        Assert.Equal([a.Value], first.Tenants);
        Assert.Equal(new[] { b.Value, c.Value }.Order(), second.Tenants.Order());
        Assert.Null(first.Authorization);
        await host.StopAsync(Stop);
    }

    [Fact]
    public async Task A_worker_that_refuses_is_told_of_later_writes()
    {
        await using var worker = new Worker();
        using var host = await StartAsync(await worker.StartAsync(), audience: null);
        var queue = host.Services.GetRequiredService<NudgeQueue>();
        queue.Add(NewTenant());
        await worker.NextAsync();
        worker.Answer(StatusCodes.Status429TooManyRequests);

        var later = NewTenant();
        queue.Add(later);

        Assert.Equal([later.Value], (await worker.NextAsync()).Tenants);
        worker.Answer(StatusCodes.Status202Accepted);
        await host.StopAsync(Stop);
    }

    [Fact]
    public async Task With_an_audience_it_says_who_it_is()
    {
        await using var worker = new Worker();
        using var host = await StartAsync(await worker.StartAsync(), "api://calendar-worker");
        host.Services.GetRequiredService<NudgeQueue>().Add(NewTenant());

        Assert.Equal("Bearer token for api://calendar-worker/.default", (await worker.NextAsync()).Authorization);
        worker.Answer(StatusCodes.Status202Accepted);
        await host.StopAsync(Stop);
    }

    private static TenantId NewTenant() => new(Guid.NewGuid());

    private static async Task<IHost> StartAsync(string address, string? audience)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Nudges:Address"] = address, ["Nudges:Audience"] = audience, ["Nudges:Timeout"] = "00:00:10" });
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<TokenCredential>(new Credential());
        builder.AddNudging();
        var host = builder.Build();
        await host.StartAsync(Stop);
        return host;
    }

    private sealed class Credential : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(new AccessToken($"token for {requestContext.Scopes[0]}", DateTimeOffset.MaxValue));
    }

    /// <summary>Takes one request at a time and answers when told what.</summary>
    private sealed class Worker : IAsyncDisposable
    {
        private readonly BlockingCollection<(Guid[] Tenants, string? Authorization)> requests = [];
        private readonly System.Threading.Channels.Channel<int> answers = System.Threading.Channels.Channel.CreateUnbounded<int>();
        private readonly SemaphoreSlim arrived = new(0);
        private WebApplication? app;

        public async Task<string> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            app = builder.Build();
            app.MapPost("/nudges", async (HttpContext context) =>
            {
                var tenants = await context.Request.ReadFromJsonAsync<Guid[]>(context.RequestAborted);
                requests.Add((tenants!, context.Request.Headers.Authorization.FirstOrDefault()));
                arrived.Release();
                context.Response.StatusCode = await answers.Reader.ReadAsync(context.RequestAborted);
            });
            await app.StartAsync(Stop);
            return app.Urls.Single();
        }

        public async Task<(Guid[] Tenants, string? Authorization)> NextAsync()
        {
            Assert.True(await arrived.WaitAsync(Patience, Stop));
            return requests.Take(Stop);
        }

        public void Answer(int status) => Assert.True(answers.Writer.TryWrite(status));

        public async ValueTask DisposeAsync()
        {
            if (app is not null)
            {
                await app.DisposeAsync();
            }

            requests.Dispose();
            arrived.Dispose();
        }
    }
}
