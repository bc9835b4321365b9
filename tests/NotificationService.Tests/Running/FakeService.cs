using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace NotificationService.Tests.Running;

/// <summary>Azure SignalR's send to a group, over real HTTP. It answers as the test says, and can stop and start again on the same port.</summary>
internal sealed class FakeService : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly List<ReceivedPush> asked = [];
    private readonly List<ReceivedPush> accepted = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebApplication? app;
    private string url = "http://127.0.0.1:0";

    private FakeService()
    {
    }

    /// <summary>The status of the answer to a push; 202 unless set.</summary>
    public Func<ReceivedPush, HttpContext, Task<int>> Answer { get; set; } = (_, _) => Task.FromResult(202);

    public string ConnectionString => $"Endpoint={url};AccessKey=ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGH;Version=1.0;";

    public IReadOnlyList<ReceivedPush> Accepted
    {
        get
        {
            lock (gate)
            {
                return [.. accepted];
            }
        }
    }

    public IReadOnlyList<ReceivedPush> Asked
    {
        get
        {
            lock (gate)
            {
                return [.. asked];
            }
        }
    }

    public static async Task<FakeService> StartAsync()
    {
        var service = new FakeService();
        await service.ComeBackAsync();
        return service;
    }

    public async Task GoAwayAsync()
    {
        await app!.DisposeAsync();
        app = null;
    }

    public async Task ComeBackAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        app = builder.Build();
        app.MapMethods("/api/health", ["HEAD", "GET"], () => Results.Ok());
        app.MapPost("/api/hubs/calendar/groups/{group}/:send", SendAsync);
        await app.StartAsync();
        url = app.Urls.Single();
    }

    /// <summary>Waits until the condition on the requests holds.</summary>
    public async Task Until(Func<bool> holds)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                next = changed.Task;
            }

            if (holds())
            {
                return;
            }

            await next.WaitAsync(TimeSpan.FromSeconds(90), TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits until a push of this version or a later one was accepted for the tenant.</summary>
    public Task UntilVersion(Guid tenant, long version) =>
        Until(() => Accepted.Any(push => push.Group == tenant && push.Version >= version));

    /// <summary>Asserts that the versions of the tenant's accepted pushes only grow, and that the last one is this.</summary>
    public void AssertInOrder(Guid tenant, long last)
    {
        var versions = Accepted.Where(push => push.Group == tenant).Select(push => push.Version).ToList();
        Assert.Equal(versions.Order(), versions);
        Assert.Equal(last, versions[^1]);
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.DisposeAsync();
        }
    }

    private async Task SendAsync(string group, HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var push = ReceivedPush.Parse(group, await reader.ReadToEndAsync(context.RequestAborted), context.Request.Headers.TraceParent);
        lock (gate)
        {
            asked.Add(push);
        }

        Pulse();
        context.Response.StatusCode = await Answer(push, context);
        if (context.Response.StatusCode == 202)
        {
            lock (gate)
            {
                accepted.Add(push);
            }

            Pulse();
        }
    }

    private void Pulse()
    {
        TaskCompletionSource last;
        lock (gate)
        {
            (last, changed) = (changed, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        last.SetResult();
    }
}
