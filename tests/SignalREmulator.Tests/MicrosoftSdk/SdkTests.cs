using System.Net;
using System.Text.Json;
using Azure.Core;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Azure.SignalR;
using Microsoft.Azure.SignalR.Common;
using Microsoft.Extensions.DependencyInjection;

namespace SignalREmulator.Tests.MicrosoftSdk;

/// <summary>Microsoft's SDK with the emulator. There is a test for each peculiarity of the SDK.</summary>
public sealed class SdkTests : IAsyncLifetime
{
    private RunningEmulator emulator = null!;

    private Uri Address => new(emulator.Address);

    public async ValueTask InitializeAsync() => emulator = await RunningEmulator.StartAsync();

    public ValueTask DisposeAsync() => emulator.DisposeAsync();

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Its_messages_arrive_though_it_writes_names_in_pascal_case_streams_its_bodies_and_frames_them_itself(bool binary, bool messagePack)
    {
        using var sdk = Caller(binary);
        await using var client = await ConnectAsync(sdk, "anna", messagePack);
        var inbox = client.Texts();
        await client.StartAsync(TestContext.Current.CancellationToken);

        await sdk.SendAsync("api/hubs/calendar/:send", "say", ["all"]);
        Assert.Equal((null, binary ? "application/octet-stream" : "application/json"), sdk.Announced);
        await sdk.SendAsync("api/hubs/calendar/users/anna/:send", "say", ["user"]);
        await sdk.SendAsync($"api/hubs/calendar/connections/{client.ConnectionId}/:send", "say", ["connection"]);

        Assert.Equal(["all", "user", "connection"], [await inbox.NextAsync(), await inbox.NextAsync(), await inbox.NextAsync()]);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task A_clients_result_and_a_stream_come_through_as_it_asks_for_them(bool binary, bool messagePack)
    {
        using var sdk = Caller(binary);
        await using var client = await ConnectAsync(sdk, "anna", messagePack);
        client.On("add", (int one, int other) => Task.FromResult(one + other));
        await client.StartAsync(TestContext.Current.CancellationToken);
        var path = $"api/hubs/calendar/connections/{client.ConnectionId}";

        var result = 0;
        await sdk.SendAsync($"{path}/:invoke", "add", [2, 3], async answer =>
        {
            result = (await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync())).RootElement.GetProperty("result").GetInt32();
            return answer.IsSuccessStatusCode;
        });
        Assert.Equal(5, result);

        var stream = await client.StreamAsChannelAsync<string>("listen", TestContext.Current.CancellationToken);
        await sdk.SendItemAsync($"{path}/streams/1/:send", "1", "item");
        await sdk.CallAsync(HttpMethod.Post, $"{path}/streams/1/:complete", query: new() { ["error"] = "broken off" });
        Assert.Equal("item", await stream.NextAsync());
        Assert.Contains("broken off", (await Assert.ThrowsAnyAsync<Exception>(() => stream.Completion.Soon())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_tells_no_from_a_wrong_address_by_the_error_code()
    {
        using var sdk = Caller();

        await sdk.CallAsync(HttpMethod.Head, "api/hubs/calendar/connections/gone", Expecting("Warning.Connection.NotExisted"));
        await sdk.CallAsync(HttpMethod.Head, "api/hubs/calendar/users/gone", Expecting("Warning.User.NotExisted"));
        await sdk.CallAsync(HttpMethod.Head, "api/hubs/calendar/groups/gone", Expecting("Warning.Group.NotExisted"));
        await sdk.CallAsync(HttpMethod.Put, "api/hubs/calendar/groups/team/connections/gone", Expecting("Error.Connection.NotExisted"));
        await sdk.CallAsync(HttpMethod.Delete, "api/hubs/calendar/connections/gone?reason=so", Expecting("Warning.Connection.NotExisted"));
        // The SDK uses GET here, which the swagger does not list.
        await sdk.CallAsync(HttpMethod.Get, "api/hubs/calendar/users/gone/groups/team", Expecting("Info.User.NotInGroup"));
        await sdk.CallAsync(HttpMethod.Delete, "api/hubs/calendar/groups/team/connections/gone");
        await Assert.ThrowsAsync<AzureSignalRInaccessibleEndpointException>(() => sdk.CallAsync(HttpMethod.Head, "api/hubs/calendar/nothing", Expecting("Warning.Group.NotExisted")));
        await Assert.ThrowsAsync<AzureSignalRInvalidArgumentException>(() => sdk.CallAsync(HttpMethod.Put, "api/hubs/calendar/users/anna/groups/team?ttl=-1"));
        using var stranger = new SdkCaller(new ServiceEndpoint($"Endpoint={emulator.Address};AccessKey={new string('x', 44)};Version=1.0;"));
        await Assert.ThrowsAsync<AzureSignalRUnauthorizedException>(() => stranger.CallAsync(HttpMethod.Head, "api/hubs/calendar/users/gone"));
    }

    [Fact]
    public async Task A_users_groups_are_kept_and_given_up_as_it_asks()
    {
        using var sdk = Caller();
        const string Path = "api/hubs/calendar/users/t%3Aanna/groups/a%2Fb";

        await sdk.CallAsync(HttpMethod.Put, Path, query: new() { ["ttl"] = "60" });
        await sdk.CallAsync(HttpMethod.Get, Path);
        await sdk.CallAsync(HttpMethod.Delete, Path);
        await sdk.CallAsync(HttpMethod.Get, Path, Expecting("Info.User.NotInGroup"));
        await sdk.CallAsync(HttpMethod.Put, $"{Path}?application=app");
        await sdk.CallAsync(HttpMethod.Get, $"{Path}?application=app");
        await sdk.CallAsync(HttpMethod.Get, Path, Expecting("Info.User.NotInGroup"));
        await sdk.CallAsync(HttpMethod.Delete, "api/hubs/calendar/users/t%3Aanna/groups?application=app");
        await sdk.CallAsync(HttpMethod.Get, $"{Path}?application=app", Expecting("Info.User.NotInGroup"));
    }

    [Fact]
    public async Task It_follows_the_links_of_a_list_as_they_are()
    {
        using var sdk = Caller();
        await sdk.CallAsync(HttpMethod.Put, "api/hubs/calendar/users/anna/groups/team");
        await using var one = await ConnectAsync(sdk, "anna");
        await using var other = await ConnectAsync(sdk, "anna");
        await one.StartAsync(TestContext.Current.CancellationToken);
        await other.StartAsync(TestContext.Current.CancellationToken);

        var pages = new List<JsonElement>();
        async Task<bool> Read(HttpResponseMessage answer)
        {
            pages.Add((await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync())).RootElement);
            return answer.IsSuccessStatusCode;
        }

        await sdk.CallAsync(HttpMethod.Get, "api/hubs/calendar/groups/team/connections", Read, new() { ["maxPageSize"] = "1", ["top"] = "5" });
        await sdk.FollowAsync(pages[0].GetProperty("nextLink").GetString()!, Read);

        Assert.False(pages[1].TryGetProperty("nextLink", out _));
        Assert.Equal(
            new[] { one.ConnectionId, other.ConnectionId }.Order(StringComparer.Ordinal),
            pages.Select(page => page.GetProperty("value").EnumerateArray().Single().GetProperty("connectionId").GetString()));
    }

    [Theory]
    [InlineData("Endpoint={0};AccessKey={1};Version=1.0;")]
    [InlineData("endpoint=http://127.0.0.1;port={2};accesskey={1};version=1.0")]
    [InlineData("Endpoint={0}/;AccessKey={1};ServerEndpoint={0};ClientEndpoint={0}")]
    public async Task Connection_strings_may_be_written_as_it_reads_them(string format)
    {
        using var sdk = new SdkCaller(new ServiceEndpoint(string.Format(System.Globalization.CultureInfo.InvariantCulture, format, emulator.Address, RunningEmulator.Key, Address.Port)));
        await using var client = await ConnectAsync(sdk, "anna");
        await client.StartAsync(TestContext.Current.CancellationToken);

        await sdk.CallAsync(HttpMethod.Head, "api/hubs/calendar/users/anna");
    }

    [Theory]
    [InlineData(AccessTokenAlgorithm.HS256)]
    [InlineData(AccessTokenAlgorithm.HS512)]
    public async Task What_it_writes_into_a_clients_token_is_honoured(AccessTokenAlgorithm algorithm)
    {
        // HS512 needs a longer key.
        const string Key = RunningEmulator.Key + RunningEmulator.Key;
        await using var keyed = await RunningEmulator.StartAsync(null, $"AccessKey={Key}");
        using var sdk = new SdkCaller(new ServiceEndpoint($"Endpoint={keyed.Address};AccessKey={Key};Version=1.0;"));
        var (url, token) = await sdk.NegotiateAsync(
            "calendar", "anna", algorithm, ("httpTransportType", HttpTransportType.LongPolling), ("maxPollInterval", 5), ("enableDetailedErrors", true), ("handshakeTimeout", 20),
            ("closeOnAuthenticationExpiration", true), ("authenticationExpiresOn", TimeProvider.System.GetUtcNow().AddMinutes(5)));
        await using var client = Client(url, token);
        await client.StartAsync(TestContext.Current.CancellationToken);

        await sdk.CallAsync(HttpMethod.Head, "api/hubs/calendar/users/anna");
        await using var socket = Client(url, token, HttpTransportType.WebSockets);
        await Assert.ThrowsAnyAsync<Exception>(() => socket.StartAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task With_a_managed_identity_it_borrows_a_key_and_signs_with_it()
    {
        await using var authority = new Authority();
        await authority.StartAsync();
        await using var trusting = await RunningEmulator.StartAsync(null, $"Entra:Authority={authority.Address}/common/v2.0");
        var identity = DelegatedTokenCredential.Create((_, _) => new AccessToken(authority.Issue("https://signalr.azure.com", "11111111-1111-1111-1111-111111111111"), TimeProvider.System.GetUtcNow().AddHours(1)));
        using var sdk = new SdkCaller(new ServiceEndpoint(new Uri(trusting.Address), identity));

        var (url, token) = await sdk.NegotiateAsync("calendar", "anna", AccessTokenAlgorithm.HS256);
        await using var client = Client(url, token);
        await client.StartAsync(TestContext.Current.CancellationToken);

        Assert.NotNull(client.ConnectionId);
    }

    private SdkCaller Caller(bool binary = false) => new(new ServiceEndpoint($"Endpoint={emulator.Address};AccessKey={RunningEmulator.Key};Version=1.0;"), binary);

    private static async Task<HubConnection> ConnectAsync(SdkCaller sdk, string user, bool messagePack = false)
    {
        var (url, token) = await sdk.NegotiateAsync("calendar", user, AccessTokenAlgorithm.HS256);
        return Client(url, token, messagePack: messagePack);
    }

    private static HubConnection Client(string url, string token, HttpTransportType? transport = null, bool messagePack = false)
    {
        var builder = new HubConnectionBuilder().WithUrl(url, options =>
        {
            options.AccessTokenProvider = () => Task.FromResult<string?>(token);
            options.Transports = transport ?? options.Transports;
        });
        return (messagePack ? builder.AddMessagePackProtocol() : builder).Build();
    }

    private static Func<HttpResponseMessage, Task<bool>> Expecting(string code) => answer =>
        Task.FromResult(answer.StatusCode == HttpStatusCode.NotFound && answer.Headers.TryGetValues("x-ms-error-code", out var codes) && codes.First() == code);
}
