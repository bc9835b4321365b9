using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CalendarClient;

/// <summary>The SignalR connection: negotiated with the API, then opened to the address that the API returns. The engine decides when to retry.</summary>
internal sealed partial class PushConnection : IAsyncDisposable
{
    private static readonly TimeSpan ALittle = TimeSpan.FromSeconds(5);

    private readonly CalendarSyncOptions options;
    private readonly WatchedTokens tokens;
    private readonly HubConnection connection;
    private readonly Action<SyncInput> report;
    private readonly ILogger logger;
    private volatile bool renewToken;
    private volatile bool renewed;
    private volatile NegotiationAnswer? negotiated;
    private long negotiatedAt;
    private long apiTokenExpiresAt = long.MaxValue;

    public PushConnection(CalendarSyncOptions options, WatchedTokens tokens, Action<SyncInput> report)
    {
        this.options = options;
        this.tokens = tokens;
        this.report = report;
        logger = options.Logging.CreateLogger<PushConnection>();
        var builder = new HubConnectionBuilder().WithUrl(new Uri(options.Api, "api"), http =>
        {
            http.AccessTokenProvider = GetTokenAsync;
            http.HttpMessageHandlerFactory = handler => new NegotiationWatch(
                new(options.Api, "api/negotiate"), Negotiated, options.ConnectionHandler?.Invoke(handler) ?? handler);
        });
        builder.Services.AddSingleton(options.Logging);
        connection = builder.Build();
        connection.On<JsonElement>("reload", OnReload);
        connection.Closed += OnClosed;
    }

    /// <summary>Makes the next negotiation get a new access token instead of a cached one.</summary>
    public void RenewToken() => renewToken = true;

    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        negotiated = null;
        try
        {
            using var timeout = new CancellationTokenSource(options.RequestTimeout, options.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
            await connection.StartAsync(either.Token);
            report(new SyncInput.Connected());
            // The connection may have closed before it was reported as open; then the closing was not reported either.
            if (connection.State == HubConnectionState.Disconnected)
            {
                report(new SyncInput.Lost());
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever the reason, the only possible reaction is a later retry.
            var refused = negotiated is { Status: >= HttpStatusCode.BadRequest } answer
                ? new CalendarApiException(new Problem { Status = (int)answer.Status, Title = "to the negotiation of a connection" }, answer.RetryAfter)
                : null;
            var failure = tokens.FailureOf(refused ?? exception, renewed);
            report(new SyncInput.ConnectFailed(negotiated?.Status == HttpStatusCode.Unauthorized, negotiated?.RetryAfter, failure));
            // Last, because a logger is the caller's code: what it throws must not keep the outcome from the engine.
            if (failure.NeedsSomeone)
            {
                Log.ConnectRefused(logger, failure.Error);
            }
            else
            {
                Log.ConnectFailed(logger, exception);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        connection.Closed -= OnClosed;
        await connection.DisposeAsync();
    }

    private async Task<string?> GetTokenAsync()
    {
        var renew = renewToken;
        renewToken = false;
        renewed = renew;
        var token = await tokens.GetAsync(renew, CancellationToken.None);
        Volatile.Write(ref apiTokenExpiresAt, token.ExpiresAt?.UtcTicks ?? long.MaxValue);
        return token.Value;
    }

    private void Negotiated(NegotiationAnswer answer)
    {
        Volatile.Write(ref negotiatedAt, options.Time.GetTimestamp());
        negotiated = answer;
    }

    private void OnReload(JsonElement argument)
    {
        Reload? reload;
        try
        {
            reload = argument.Deserialize(WireJson.Default.Reload);
        }
        catch (JsonException exception)
        {
            // A push that cannot be read is ignored; the periodic check makes up for it.
            Log.NotAReload(logger, exception);
            return;
        }

        if (reload is not null)
        {
            report(new SyncInput.Pushed(reload));
        }
    }

    private Task OnClosed(Exception? exception)
    {
        // The service closes connections whose token has expired and gives no reason. A slightly early close counts too, because clocks differ.
        var expired = negotiated?.Lifetime is { } lifetime
            ? options.Time.GetElapsedTime(Volatile.Read(ref negotiatedAt)) + ALittle >= lifetime
            : (options.Time.GetUtcNow() + ALittle).UtcTicks >= Volatile.Read(ref apiTokenExpiresAt);
        report(new SyncInput.Lost(expired));
        Log.Lost(logger, expired, exception);
        return Task.CompletedTask;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Could not connect; will retry.")]
        public static partial void ConnectFailed(ILogger logger, Exception exception);

        [LoggerMessage(LogLevel.Warning, "There is no valid sign-in to connect with, or it does not give this user access. Retries continue, but someone has to mend this.")]
        public static partial void ConnectRefused(ILogger logger, Exception exception);

        [LoggerMessage(LogLevel.Information, "The connection was closed (token expired: {Expired}); will reconnect.")]
        public static partial void Lost(ILogger logger, bool expired, Exception? exception);

        [LoggerMessage(LogLevel.Warning, "A push could not be read.")]
        public static partial void NotAReload(ILogger logger, Exception exception);
    }
}
