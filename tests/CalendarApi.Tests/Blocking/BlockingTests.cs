extern alias api;

using System.Net;
using System.Text.Json;
using CalendarApi.Tests.Hosting;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SignalRService;

namespace CalendarApi.Tests.Blocking;

/// <summary>Who is blocked is out at once, whatever tokens they still have; nobody else notices.</summary>
public class BlockingTests(CalendarSystem system)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_blocked_tenants_tokens_are_refused_and_its_connections_closed()
    {
        using var api = system.Start();
        var blocked = system.NewTenant().At(api.Address);
        var other = system.NewTenant().At(api.Address);
        using var theirs = blocked.SignIn();
        using var ours = other.SignIn();
        await using var cut = await Connection.OpenAsync(api.Address, theirs);
        await using var kept = await Connection.OpenAsync(api.Address, ours);

        Set(api, "Blocked:Tenants:0", blocked.Id.ToString("D"));

        await cut.Closed.WaitAsync(Patience, Stop);
        (await theirs.GetAsync("/api/calendars")).IsProblem(HttpStatusCode.Unauthorized, "unauthorized");
        (await theirs.PostAsync("/api/negotiate")).IsProblem(HttpStatusCode.Unauthorized, "unauthorized");
        (await ours.GetAsync("/api/calendars")).Is(HttpStatusCode.OK);
        await SendAsync(api, other.Id, "for the others");
        Assert.Equal("for the others", await kept.NextAsync());

        Set(api, "Blocked:Tenants:0", Guid.Empty.ToString("D"));

        (await theirs.GetAsync("/api/calendars")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_blocked_user_is_out_of_the_group_even_with_a_client_token_from_before()
    {
        using var api = system.Start();
        var tenant = system.NewTenant().At(api.Address);
        using var leaver = tenant.SignIn();
        using var colleague = tenant.SignIn();
        var way = (await leaver.PostAsync("/api/negotiate")).Is(HttpStatusCode.OK).Json;
        await using var cut = await Connection.OpenAsync(api.Address, leaver);
        await using var kept = await Connection.OpenAsync(api.Address, colleague);

        // As an administrator may write it: GUIDs have no case.
        Set(api, "Blocked:Users:0", $"{tenant.Id:D}:{leaver.User:D}".ToUpperInvariant());
        await cut.Closed.WaitAsync(Patience, Stop);

        // Past the API, straight to the service, as an attacker would.
        await using var back = await Connection.OpenAsync(new Uri((string)way["url"]!), (string)way["accessToken"]!);
        await SendAsync(api, tenant.Id, "for the team");
        Assert.Equal("for the team", await kept.NextAsync());
        await SendAsync(api, "user", $"{tenant.Id:D}:{leaver.User:D}", "for the leaver");
        Assert.Equal("for the leaver", await back.NextAsync());
        (await leaver.GetAsync("/api/calendars")).IsProblem(HttpStatusCode.Unauthorized, "unauthorized");
        (await colleague.GetAsync("/api/calendars")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_connection_that_comes_back_with_an_old_client_token_is_closed_by_the_next_sweep()
    {
        using var api = system.Start(new Dictionary<string, string> { ["Blocked:SweepEvery"] = "00:00:01" });
        var tenant = system.NewTenant().At(api.Address);
        using var caller = tenant.SignIn();
        var way = (await caller.PostAsync("/api/negotiate")).Is(HttpStatusCode.OK).Json;
        Set(api, "Blocked:Tenants:0", tenant.Id.ToString("D"));

        await using var back = await Connection.OpenAsync(new Uri((string)way["url"]!), (string)way["accessToken"]!);

        await back.Closed.WaitAsync(Patience, Stop);
    }

    [Fact]
    public async Task Who_is_blocked_at_the_start_is_refused_from_the_start()
    {
        var tenant = system.NewTenant();
        using var api = system.Start(new Dictionary<string, string> { ["Blocked:Tenants:0"] = tenant.Id.ToString("D") });
        using var caller = tenant.At(api.Address).SignIn();

        (await caller.GetAsync("/api/changes/head")).IsProblem(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Theory]
    [InlineData("adele@contoso.example")]
    [InlineData("aaaaaaaa-1111-4111-8111-111111111111")]
    [InlineData("aaaaaaaa-1111-4111-8111-111111111111:{bbbbbbbb-2222-4222-8222-222222222222}")]
    public async Task A_user_written_in_another_way_stops_the_program_at_start(string user) =>
        Assert.Contains("Blocked:Users", await system.RefusalAsync(new Dictionary<string, string> { ["Blocked:Users:0"] = user }), StringComparison.Ordinal);

    private static void Set(RunningProgram<api::Program> api, string key, string value)
    {
        var configuration = api.Services.GetRequiredService<IConfiguration>();
        configuration[key] = value;
        ((IConfigurationRoot)configuration).Reload();
    }

    private static Task SendAsync(RunningProgram<api::Program> api, Guid tenant, string message) => SendAsync(api, "group", tenant.ToString("D"), message);

    private static async Task SendAsync(RunningProgram<api::Program> api, string kind, string name, string message)
    {
        var hub = api.Services.GetRequiredService<SignalRServiceClient>().GetHub("calendar");
        var text = (System.Text.Json.Serialization.Metadata.JsonTypeInfo<string>)JsonSerializerOptions.Web.GetTypeInfo(typeof(string));
        await (kind == "group" ? hub.SendToGroupAsync(name, "reload", message, text, Stop) : hub.SendToUserAsync(name, "reload", message, text, Stop));
    }

    private sealed class Connection : IAsyncDisposable
    {
        private readonly HubConnection hub;
        private readonly System.Threading.Channels.Channel<string?> heard = System.Threading.Channels.Channel.CreateUnbounded<string?>();
        private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        private Connection(HubConnection hub)
        {
            this.hub = hub;
            hub.On<JsonElement>("reload", message => heard.Writer.TryWrite(message.GetString()));
            hub.Closed += _ =>
            {
                closed.TrySetResult();
                return Task.CompletedTask;
            };
        }

        public Task Closed => closed.Task;

        public static Task<Connection> OpenAsync(Uri api, Caller caller) => OpenAsync(new Uri(api, "/api"), caller.Token!);

        public static async Task<Connection> OpenAsync(Uri url, string token)
        {
            var connection = new Connection(new HubConnectionBuilder().WithUrl(url, options => options.AccessTokenProvider = () => Task.FromResult<string?>(token)).Build());
            await connection.hub.StartAsync(Stop);
            return connection;
        }

        public Task<string?> NextAsync() => heard.Reader.ReadAsync(Stop).AsTask().WaitAsync(Patience, Stop);

        public ValueTask DisposeAsync() => hub.DisposeAsync();
    }
}
