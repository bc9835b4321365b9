using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace SignalREmulator.Tests;

/// <summary>An emulator on its own port, and calls to it with its key.</summary>
public sealed class RunningEmulator : IAsyncDisposable
{
    public const string Key = EmulatorOptions.WellKnownAccessKey;
    public const string Version = "2024-12-01";

    private readonly WebApplication app;
    private readonly TimeProvider time;

    private RunningEmulator(WebApplication app, TimeProvider time)
    {
        this.app = app;
        this.time = time;
        Address = app.Urls.Single().TrimEnd('/');
        // A response that a test has not read to its end is dropped at once. By default its connection stays open for two seconds more, and the emulator's stop waits for it.
        Http = new HttpClient(new SocketsHttpHandler { ResponseDrainTimeout = TimeSpan.Zero }) { BaseAddress = new Uri(Address) };
    }

    public string Address { get; }

    public HttpClient Http { get; }

    public IServiceProvider Services => app.Services;

    public static Task<RunningEmulator> StartAsync(TimeProvider? time = null, params string[] settings) => StartWithAsync(time, Named(settings));

    /// <summary>Starts in an environment of the host: Development or Production.</summary>
    public static Task<RunningEmulator> StartInAsync(string environment, params string[] settings) => StartWithAsync(null, [$"--environment={environment}", .. Named(settings)]);

    /// <summary>Starts with command line arguments.</summary>
    public static Task<RunningEmulator> StartWithAsync(TimeProvider? time, params string[] arguments) => StartWithAsync(time, _ => { }, arguments);

    /// <summary>Starts with changed services, for options without a setting.</summary>
    public static Task<RunningEmulator> StartAsync(Action<IServiceCollection> configure) => StartWithAsync(null, configure);

    private static async Task<RunningEmulator> StartWithAsync(TimeProvider? time, Action<IServiceCollection> configure, params string[] arguments)
    {
        var started = EmulatorApp.Build(["--urls=http://127.0.0.1:0", .. arguments], builder =>
        {
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
            if (time is not null)
            {
                builder.Services.Replace(ServiceDescriptor.Singleton(time));
            }

            configure(builder.Services);
        });
        await started.StartAsync(TestContext.Current.CancellationToken);
        return new RunningEmulator(started, time ?? TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
    }

    public string ClientAudience(string hub) => $"{Address}/client/?hub={hub}";

    public string ClientToken(string hub, string? user = null, Action<Dictionary<string, object?>>? change = null)
    {
        var claims = Tokens.Claims(ClientAudience(hub), time.GetUtcNow().AddHours(1), user);
        change?.Invoke(claims);
        return Tokens.Sign(Key, claims);
    }

    public string ServerToken(string hub) => Tokens.Sign(Key, Tokens.Claims($"{Address}/server/?hub={hub}", time.GetUtcNow().AddHours(1)));

    /// <summary>A client like that of an app after its negotiation. It is not started.</summary>
    public HubConnection Client(
        string hub, string? user = null, HttpTransportType transport = HttpTransportType.WebSockets, bool messagePack = false, Action<Dictionary<string, object?>>? claims = null, Action<IHubConnectionBuilder>? configure = null)
    {
        var builder = new HubConnectionBuilder().WithUrl(ClientAudience(hub), transport, options =>
            options.AccessTokenProvider = () => Task.FromResult<string?>(ClientToken(hub, user, claims)));
        if (messagePack)
        {
            builder.AddMessagePackProtocol();
        }

        configure?.Invoke(builder);
        return builder.Build();
    }

    /// <summary>Calls the data plane with a token for exactly this address.</summary>
    public async Task<HttpResponseMessage> CallAsync(HttpMethod method, string pathAndQuery, HttpContent? content = null, string? token = null)
    {
        using var request = new HttpRequestMessage(method, Address + pathAndQuery) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token ?? RestToken(pathAndQuery));
        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public string RestToken(string pathAndQuery) =>
        Tokens.Sign(Key, Tokens.Claims(Address + pathAndQuery.Split('?')[0], time.GetUtcNow().AddHours(1)));

    public static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    public Task<HttpResponseMessage> SendAsync(string hub, string to, string target, params object?[] arguments) =>
        CallAsync(HttpMethod.Post, $"/api/hubs/{hub}/{to}:send?api-version={Version}", JsonContent.Create(new { target, arguments }));

    public Task<HttpResponseMessage> AddUserAsync(string hub, string user, string group, int? ttl = null) =>
        CallAsync(HttpMethod.Put, $"/api/hubs/{hub}/users/{Uri.EscapeDataString(user)}/groups/{Uri.EscapeDataString(group)}?api-version={Version}{(ttl is null ? "" : $"&ttl={ttl}")}");

    private static string[] Named(string[] settings) => [.. settings.Select(setting => $"--SignalREmulator:{setting}")];
}
