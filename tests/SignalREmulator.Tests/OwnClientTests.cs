using System.Text.Json.Serialization;
using System.Threading.Channels;
using Azure.Core;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SignalRService;

namespace SignalREmulator.Tests;

/// <summary>This system's own client of the service works with the emulator, with a managed identity. SignalRService.Tests do the same with a key.</summary>
public sealed partial class OwnClientTests : IAsyncLifetime
{
    private const string Tenant = "11111111-1111-1111-1111-111111111111";
    private const string User = $"{Tenant}:anna";

    private readonly Authority authority = new();

    public async ValueTask InitializeAsync() => await authority.StartAsync();

    public ValueTask DisposeAsync() => authority.DisposeAsync();

    [Fact]
    public async Task Everything_the_system_asks_of_the_service_works()
    {
        await using var emulator = await RunningEmulator.StartAsync(null, $"Entra:Authority={authority.Address}/common/v2.0");
        using var host = Host(emulator);
        var hub = host.Services.GetRequiredService<SignalRServiceClient>().GetHub("calendar");
        var token = TestContext.Current.CancellationToken;

        await hub.AddUserToGroupAsync(User, Tenant, ttl: null, token);
        var negotiated = await hub.NegotiateAsync(User, new NegotiateOptions { ExpiresAt = TimeProvider.System.GetUtcNow().AddMinutes(5) }, token);
        await using var client = new HubConnectionBuilder().WithUrl(negotiated.Url, options => options.AccessTokenProvider = () => Task.FromResult<string?>(negotiated.AccessToken)).Build();
        var inbox = Channel.CreateUnbounded<Push>();
        client.On<Push>("reload", push => inbox.Writer.TryWrite(push));
        var gone = client.Gone();
        await client.StartAsync(token);
        var id = client.ConnectionId!;

        await hub.SendToGroupAsync(Tenant, "reload", new Push(1), Wire.Default.Push, token);
        await hub.SendToUserAsync(User, "reload", new Push(2), Wire.Default.Push, token);
        await hub.SendToConnectionAsync(id, "reload", new Push(3), Wire.Default.Push, token);
        await hub.BroadcastAsync("reload", new Push(4), Wire.Default.Push, cancellationToken: token);
        for (var version = 1; version <= 4; version++)
        {
            Assert.Equal(new Push(version), await inbox.Reader.NextAsync());
        }

        Assert.True(await hub.UserExistsAsync(User, token));
        Assert.True(await hub.GroupExistsAsync(Tenant, token));
        Assert.True(await hub.ConnectionExistsAsync(id, token));
        Assert.True(await hub.IsUserInGroupAsync(User, Tenant, token));
        Assert.False(await hub.UserExistsAsync("nobody", token));
        Assert.False(await hub.GroupExistsAsync("nothing", token));
        Assert.False(await hub.ConnectionExistsAsync("none", token));
        Assert.False(await hub.IsUserInGroupAsync("nobody", Tenant, token));

        Assert.True(await hub.AddConnectionToGroupAsync(id, "a/b %2F", token));
        Assert.False(await hub.AddConnectionToGroupAsync("none", "a/b %2F", token));
        Assert.True(await hub.GroupExistsAsync("a/b %2F", token));
        await hub.RemoveConnectionFromGroupAsync(id, "a/b %2F", token);
        Assert.False(await hub.GroupExistsAsync("a/b %2F", token));
        await hub.RemoveConnectionFromAllGroupsAsync(id, token);
        Assert.False(await hub.GroupExistsAsync(Tenant, token));
        await hub.RemoveUserFromGroupAsync(User, Tenant, token);
        Assert.False(await hub.IsUserInGroupAsync(User, Tenant, token));
        await hub.RemoveUserFromAllGroupsAsync(User, token);

        Assert.False(await hub.CloseConnectionAsync("none", "gone", token));
        await hub.CloseUserConnectionsAsync(User, "left the tenant", token);
        Assert.Contains("left the tenant", (await gone.Soon())?.Message, StringComparison.Ordinal);
        Assert.False(await hub.UserExistsAsync(User, token));
    }

    private IHost Host(RunningEmulator emulator)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Configuration["ConnectionStrings:signalr"] = $"Endpoint={emulator.Address};AuthType=azure;Version=1.0;";
        builder.Services.AddSingleton<TokenCredential>(new Credential(authority));
        builder.AddSignalRService("signalr");
        return builder.Build();
    }

    internal sealed record Push(int Version);

    [JsonSerializable(typeof(Push))]
    internal sealed partial class Wire : JsonSerializerContext;

    private sealed class Credential(Authority authority) : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(authority.Issue(requestContext.Scopes.Single().Replace("/.default", "", StringComparison.Ordinal), Tenant), TimeProvider.System.GetUtcNow().AddHours(1));

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
