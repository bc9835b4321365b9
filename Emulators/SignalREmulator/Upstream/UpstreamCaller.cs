using System.Net;
using System.Text;
using Microsoft.Extensions.Options;

namespace SignalREmulator.Upstream;

/// <summary>Sends events to upstreams, without retries: the service does not promise retries either, and most upstreams would count a second call.</summary>
internal sealed partial class UpstreamCaller : IDisposable
{
    /// <summary>The largest answer that is passed to the client, in bytes.</summary>
    public const int MaxAnswerBytes = 16 * 1024 * 1024;

    private readonly HttpMessageInvoker http;
    private readonly TimeSpan timeout;
    private readonly TimeProvider time;
    private readonly ILogger<UpstreamCaller> logger;

    public UpstreamCaller(IOptions<EmulatorOptions> options, TimeProvider time, ILogger<UpstreamCaller> logger)
    {
        this.time = time;
        this.logger = logger;
        timeout = options.Value.Upstream.Timeout;
        http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            // A redirect or a proxy could lead to another machine.
            AllowAutoRedirect = false,
            UseProxy = options.Value.Upstream.AllowRemote,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            // User ids and targets can be any text.
            RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        });
    }

    /// <returns>The answer; an unreachable upstream counts as 500, as in Microsoft's emulator.</returns>
    public async Task<UpstreamAnswer> CallAsync(UpstreamEvent happened, ConnectionFacts facts, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        try
        {
            using var request = UpstreamRequest.Of(happened, facts);
            using var response = await http.SendAsync(request, either.Token);
            if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.NoContent))
            {
                Log.Unexpected(logger, happened.Category, facts.ConnectionId, (int)response.StatusCode);
            }

            if (happened.InvocationId is null || response.StatusCode != HttpStatusCode.OK)
            {
                return new UpstreamAnswer(response.StatusCode);
            }

            return await ReadAsync(response.Content, either.Token) is { } body ? new UpstreamAnswer(HttpStatusCode.OK, body) : UpstreamAnswer.TooLarge;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            Log.Failed(logger, happened.Category, facts.ConnectionId, late.IsCancellationRequested ? "it took too long" : exception.Message);
            return new UpstreamAnswer(HttpStatusCode.InternalServerError);
        }
    }

    public void Dispose() => http.Dispose();

    /// <returns>Null if it is too large.</returns>
    private static async Task<byte[]?> ReadAsync(HttpContent content, CancellationToken cancellation)
    {
        if (content.Headers.ContentLength > MaxAnswerBytes)
        {
            return null;
        }

        await using var stream = await content.ReadAsStreamAsync(cancellation);
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellation)) > 0)
        {
            if (body.Length + read > MaxAnswerBytes)
            {
                return null;
            }

            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The upstream answered {Status} to an event of {Category} of connection {ConnectionId}.")]
        public static partial void Unexpected(ILogger logger, string category, string connectionId, int status);

        [LoggerMessage(2, LogLevel.Warning, "Could not send an event of {Category} of connection {ConnectionId} to the upstream: {Reason}")]
        public static partial void Failed(ILogger logger, string category, string connectionId, string reason);
    }
}
