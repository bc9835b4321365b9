using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CalendarClient.Tests.Simulation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CalendarClient.Tests.Connection;

/// <summary>The API and the push over real HTTP and SignalR, with the simulated store behind them.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, HubCallerContext> connections = new();
    private readonly ConcurrentQueue<string> requests = new();

    private RunningService(WebApplication app) => this.app = app;

    public SimulatedStore Store { get; } = new();

    /// <summary>Answers instead of the service when it returns true.</summary>
    public Func<HttpContext, bool> Interfere { get; set; } = _ => false;

    /// <summary>If set, the negotiation sends clients to another address, with a client token that is valid for this long. The clock that issued it is years behind.</summary>
    public TimeSpan? ConnectionTokenLife { get; set; }

    /// <summary>The method and path of each request, negotiations included.</summary>
    public IReadOnlyList<string> Requests => [.. requests];

    public Uri Address => new(app.Urls.Single() + "/");

    public static async Task<RunningService> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSignalR();
        builder.Services.AddSingleton<Func<RunningService>>(services => () => services.GetRequiredService<Holder>().Service!);
        builder.Services.AddSingleton<Holder>();
        var service = new RunningService(builder.Build());
        service.app.Services.GetRequiredService<Holder>().Service = service;
        service.Map();
        service.Add("team");
        await service.app.StartAsync();
        return service;
    }

    public Entry Add(string path, bool deleted = false)
    {
        lock (Store)
        {
            return Store.Add(Make.Key(path), deleted);
        }
    }

    /// <summary>A write of another client. It is announced by default.</summary>
    public async Task<Position> WriteAsync(string path, bool deleted = false, bool announced = true)
    {
        var entry = Add(path, deleted);
        if (announced)
        {
            await AnnounceAsync();
        }

        return Store.Head;
    }

    public Task AnnounceAsync() => PushAsync(new Reload { Epoch = Store.Epoch, Version = Store.Head.Version });

    public Task PushAsync(object argument) => app.Services.GetRequiredService<IHubContext<ReloadHub>>().Clients.All.SendAsync("reload", argument);

    public void CutConnections()
    {
        foreach (var connection in connections.Values)
        {
            connection.Abort();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private void Map()
    {
        app.Use(async (context, next) =>
        {
            requests.Enqueue($"{context.Request.Method} {context.Request.Path}");
            if (Interfere(context))
            {
                return;
            }

            if (ConnectionTokenLife is { } life && context.Request.Path == "/api/negotiate")
            {
                var claims = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new { iat = 1_000, exp = 1_000 + (long)life.TotalSeconds }));
                await context.Response.WriteAsJsonAsync(new { url = $"{Address}service", accessToken = $"e30.{claims}.c2ln" });
                return;
            }

            if (!context.Request.Path.StartsWithSegments("/api/negotiate", StringComparison.Ordinal))
            {
                context.Response.Headers[Position.HeaderName] = Store.Head.ToString();
            }

            await next();
        });
        app.MapHub<ReloadHub>("/api");
        app.MapHub<ReloadHub>("/service");
        app.MapGet("/api/changes/head", () => Json(Store.ReadHead(), WireJson.Default.Head));
        app.MapGet("/api/calendars", () => Json(
            new CalendarList([.. Store.Alive().Where(entry => entry.Key.Kind == CalendarKind.Instance).Select(entry => Make.Calendar(entry.Key.Id, entry.Version))]),
            WireJson.Default.CalendarList));
        app.MapGet("/api/calendars/{calendar}/events", (string calendar) => Json(Events(calendar), WireJson.Default.EventPage));
        app.MapGet("/api/people", () => Json(
            new PeoplePage([.. Store.Alive().Where(entry => entry.Key.Kind == PersonKind.Instance).Select(entry => Make.Person(entry.Key.Id, entry.Version))]),
            WireJson.Default.PeoplePage));
        app.MapGet("/api/changes", (string since) => Store.Changes(since) is { } page
            ? Json(page, Make.Kinds.ChangesPage)
            : Results.Problem(type: "/problems/sync-token-expired", statusCode: 410));
        app.MapPut("/api/calendars/{calendar}/events/{id}", (string calendar, string id, HttpContext context) =>
        {
            var entry = Add($"{calendar}/{id}");
            context.Response.Headers[Position.HeaderName] = Store.Head.ToString();
            return Json(Make.Event(calendar, id, entry.Version), WireJson.Default.CalendarEvent);
        });
        app.MapDelete("/api/calendars/{calendar}/events/{id}", (string calendar, string id, HttpContext context) =>
        {
            Add($"{calendar}/{id}", deleted: true);
            context.Response.Headers[Position.HeaderName] = Store.Head.ToString();
            return Results.NoContent();
        });
    }

    private EventPage Events(string calendar) => new(
    [
        .. Store.Alive().Where(entry => entry.Key.ParentId == calendar).Select(entry => new WindowedEvent
        {
            CalendarId = calendar,
            Id = entry.Key.Id,
            Version = entry.Version,
            Etag = $"\"{entry.Version}\"",
            Title = "As listed",
            Start = "2026-11-23T09:00:00",
            End = "2026-11-23T10:00:00",
            UpdatedAt = Make.Noon,
            UpdatedBy = "adele",
        }),
    ]);

    private static IResult Json<T>(T value, JsonTypeInfo<T> typeInfo) => Results.Text(JsonSerializer.SerializeToUtf8Bytes(value, typeInfo), "application/json");

    internal sealed class Holder
    {
        public RunningService? Service { get; set; }
    }

    internal sealed class ReloadHub(Func<RunningService> service) : Hub
    {
        public override Task OnConnectedAsync()
        {
            service().connections[Context.ConnectionId] = Context;
            return Task.CompletedTask;
        }

        public override Task OnDisconnectedAsync(Exception? exception)
        {
            service().connections.TryRemove(Context.ConnectionId, out _);
            return Task.CompletedTask;
        }
    }
}
