using System.Diagnostics;
using System.Text.Json.Serialization;
using Bench.Load;
using Bench.Reporting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bench.Peers;

/// <summary>
/// The limit of this stack: an ASP.NET Core SignalR hub as in its documentation, in its own process, without tokens, logs and telemetry.
/// Every connection is in the group; <c>POST /send?version=n</c> makes the server send to it.
/// </summary>
internal static class BareHub
{
    public const string Verb = "hub";
    private const string Group = "everyone";

    /// <summary>With the garbage collector that the Web SDK chooses for servers, like our programs.</summary>
    public static async Task<Server> StartAsync(CancellationToken cancellationToken)
    {
        var process = ThisProgram.Start(Verb, new() { ["DOTNET_gcServer"] = "1" });
        var address = new Uri(await process.ReadLineAsync(cancellationToken));
        return new(new Target.Plain(Peer.Hub, address), process.Id, process);
    }

    public static async Task<int> RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        builder.Services.AddSignalR();
        await using var app = builder.Build();
        app.MapHub<Everyone>("/hub");
        app.MapPost("/send", SendAsync);

        await app.StartAsync();
        Console.Out.WriteLine(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        await Console.In.ReadToEndAsync();
        return 0;
    }

    private static async Task<IResult> SendAsync(long version, IHubContext<Everyone> hub, CancellationToken cancellationToken)
    {
        var push = new Reload("0f3a9c51d27e4b86a1c0", version, Stopwatch.GetTimestamp());
        await hub.Clients.Group(Group).SendAsync("reload", push, cancellationToken);
        return TypedResults.Accepted((string?)null);
    }

    private sealed class Everyone : Hub
    {
        public override Task OnConnectedAsync() => Groups.AddToGroupAsync(Context.ConnectionId, Group);
    }

    /// <summary>The members of our own push, and when sending began.</summary>
    private sealed record Reload(string Epoch, long Version, [property: JsonPropertyName("sent")] long Sent);
}
