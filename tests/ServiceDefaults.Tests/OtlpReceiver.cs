using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ServiceDefaults.Tests;

/// <summary>
/// Receives OTLP over HTTP and keeps each export as text. Protobuf writes strings as they are (UTF-8), so tests can
/// search for them without the schema.
/// </summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private static readonly string[] Signals = ["traces", "metrics", "logs"];

    private readonly Dictionary<string, Channel<string>> exports = Signals.ToDictionary(signal => signal, _ => Channel.CreateUnbounded<string>());
    private readonly WebApplication app;

    private OtlpReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.MapPost("/v1/{signal}", async (string signal, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
            await exports[signal].Writer.WriteAsync(Encoding.UTF8.GetString(body.ToArray()), request.HttpContext.RequestAborted);
            return Results.Bytes([], "application/x-protobuf");
        });
    }

    /// <summary>The settings with which a service exports here, after a short wait.</summary>
    public (string Key, string Value)[] Settings =>
    [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", app.Urls.Single()),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
        ("OTEL_BSP_SCHEDULE_DELAY", "50"),
        ("OTEL_BLRP_SCHEDULE_DELAY", "50"),
        ("OTEL_METRIC_EXPORT_INTERVAL", "50"),
    ];

    public static async Task<OtlpReceiver> StartAsync()
    {
        var receiver = new OtlpReceiver();
        await receiver.app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    /// <summary>Reads exports of a signal until one contains the text. Returns all exports that it read.</summary>
    public async Task<string> ReadUntilAsync(string signal, string text)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(TimeSpan.FromSeconds(30));
        var read = new StringBuilder();
        while (!read.ToString().Contains(text, StringComparison.Ordinal))
        {
            read.Append(await exports[signal].Reader.ReadAsync(timeout.Token));
        }

        return read.ToString();
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
