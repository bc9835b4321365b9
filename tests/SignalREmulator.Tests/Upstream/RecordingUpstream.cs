using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SignalREmulator.Tests.Upstream;

/// <summary>A web server that records its requests and answers as the test says.</summary>
internal sealed class RecordingUpstream : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Channel<Told> events = Channel.CreateUnbounded<Told>();

    private RecordingUpstream()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Run(TakeAsync);
    }

    public string Address => app.Urls.Single();

    public ChannelReader<Told> Events => events.Reader;

    /// <summary>What it does after it has recorded the event. By default nothing: the answer is 200 without a body.</summary>
    public Func<HttpContext, Told, Task> Answer { get; set; } = (_, _) => Task.CompletedTask;

    public static async Task<RecordingUpstream> StartAsync()
    {
        var upstream = new RecordingUpstream();
        await upstream.app.StartAsync(TestContext.Current.CancellationToken);
        return upstream;
    }

    /// <summary>An emulator that sends it every event, at <c>/{hub}/{category}/{event}</c>.</summary>
    public Task<RunningEmulator> EmulatorAsync(TimeProvider? time = null, params string[] arguments) =>
        RunningEmulator.StartWithAsync(time, [$"--UpstreamSettings:Templates:0:UrlTemplate={Address}/{{hub}}/{{category}}/{{event}}", .. arguments]);

    public Task<Told> NextAsync() => events.Reader.NextAsync();

    public static Func<HttpContext, Told, Task> Status(int status) => (context, _) =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    public static Func<HttpContext, Told, Task> Body(byte[] body) => (context, _) => context.Response.Body.WriteAsync(body).AsTask();

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var request = context.Request;
        var headers = request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var told = new Told(request.Method, request.Path.Value!, request.ContentType, headers, body.ToArray());
        events.Writer.TryWrite(told);
        await Answer(context, told);
    }
}

internal sealed record Told(string Method, string Path, string? ContentType, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Event => Headers["X-ASRS-Event"];

    public string Text => Encoding.UTF8.GetString(Body);
}
