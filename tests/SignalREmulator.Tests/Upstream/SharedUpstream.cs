using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace SignalREmulator.Tests.Upstream;

/// <summary>One upstream and one emulator for the tests of a class. Each test has its own hub, and so its own events and answers.</summary>
public sealed class SharedUpstream : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, HubUpstream> hubs = new(StringComparer.Ordinal);
    private RecordingUpstream upstream = null!;

    public RunningEmulator Emulator { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        upstream = await RecordingUpstream.StartAsync();
        upstream.Answer = (context, told) => hubs[told.Headers["X-ASRS-Hub"]].TakeAsync(context, told);
        Emulator = await upstream.EmulatorAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Emulator.DisposeAsync();
        await upstream.DisposeAsync();
    }

    internal HubUpstream NewHub()
    {
        var hub = new HubUpstream(SharedEmulator.NewHub());
        hubs[hub.Name] = hub;
        return hub;
    }
}

/// <summary>The part of the upstream that one hub calls.</summary>
internal sealed class HubUpstream(string name)
{
    private readonly Channel<Told> events = Channel.CreateUnbounded<Told>();

    public string Name => name;

    public ChannelReader<Told> Events => events.Reader;

    /// <inheritdoc cref="RecordingUpstream.Answer"/>
    public Func<HttpContext, Told, Task> Answer { get; set; } = (_, _) => Task.CompletedTask;

    public Task<Told> NextAsync() => events.Reader.NextAsync();

    public Task TakeAsync(HttpContext context, Told told)
    {
        events.Writer.TryWrite(told);
        return Answer(context, told);
    }
}
