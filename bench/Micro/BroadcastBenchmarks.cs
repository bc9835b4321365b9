using System.IO.Pipelines;
using System.Text;
using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using SignalREmulator;
using SignalREmulator.Connections;
using SignalREmulator.Hubs;
using SignalREmulator.Sending;
using SignalREmulator.Tokens;

namespace Bench.Micro;

/// <summary>SignalREmulator: from a send's body to a frame, and from a frame to the pipe of each connection.</summary>
public class BroadcastBenchmarks
{
    private readonly byte[] body = Encoding.UTF8.GetBytes($$"""{"target":"reload","arguments":[{{Load.PushBody.Of(123_456, sent: 0)}}]}""");
    private readonly WebApplication emulator = EmulatorApp.Build([]);
    private ClientConnection[] receivers = [];
    private PipeReader[] readers = [];
    private Broadcaster broadcaster = null!;

    [Params(1, 100, 1_000)]
    public int Connections { get; set; }

    [GlobalSetup]
    public void Connect()
    {
        // Built, never started: the parts as the program wires them.
        broadcaster = emulator.Services.GetRequiredService<Broadcaster>();
        var times = new ConnectionTimes(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30), TimeSpan.Zero);
        var identity = new ClientIdentity("user", "bench") { Hub = HubName.From("bench")!.Value, TokenExpires = DateTimeOffset.MaxValue };
        var pipes = Enumerable.Range(0, Connections).Select(_ => new Pipe()).ToArray();
        readers = [.. pipes.Select(pipe => pipe.Reader)];
        receivers = [.. pipes.Select((pipe, number) => new ClientConnection(
            new DefaultConnectionContext($"connection-{number}") { Transport = new Duplex(pipe.Reader, pipe.Writer) }, identity, ClientProtocol.Json, times, 4 * 1024 * 1024, TimeProvider.System))];
        foreach (var receiver in receivers)
            receiver.Open("{}\u001e"u8.ToArray());
        Drain();
    }

    [Benchmark(Description = "parse a send's body, frame it, post it to each connection, drain")]
    public void Broadcast()
    {
        broadcaster.Send("group", receivers, SendBody.Parse(body, out _)!);
        Drain();
    }

    [GlobalCleanup]
    public ValueTask CloseAsync() => emulator.DisposeAsync();

    private void Drain()
    {
        foreach (var reader in readers)
        {
            if (reader.TryRead(out var result))
                reader.AdvanceTo(result.Buffer.End);
        }
    }

    private sealed class Duplex(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;

        public PipeWriter Output => output;
    }
}
