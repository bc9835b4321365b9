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
    private Broadcaster broadcaster = null!;

    [Params(1, 100, 1_000)]
    public int Connections { get; set; }

    [GlobalSetup]
    public void Connect()
    {
        // Built, not started: the components as the program wires them.
        broadcaster = emulator.Services.GetRequiredService<Broadcaster>();
        var times = new ConnectionTimes(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30), TimeSpan.Zero);
        var identity = new ClientIdentity("user", "bench") { Hub = HubName.From("bench")!.Value, TokenExpires = DateTimeOffset.MaxValue };
        receivers = [.. Enumerable.Range(0, Connections).Select(number => new ClientConnection(
            new DefaultConnectionContext($"connection-{number}") { Transport = new Nowhere() }, identity, ClientProtocol.Json, times, 4 * 1024 * 1024, TimeProvider.System))];
        foreach (var receiver in receivers)
        {
            receiver.Open("{}\u001e"u8.ToArray());
        }
    }

    [Benchmark(Description = "parse a send's body, frame it, hand it to each connection's transport")]
    public void Broadcast() => broadcaster.Send("group", receivers, SendBody.Parse(body, out _)!);

    [GlobalCleanup]
    public ValueTask CloseAsync() => emulator.DisposeAsync();

    /// <summary>A transport that accepts everything at once: the pools of real pipes and sockets would hide our own allocations.</summary>
    private sealed class Nowhere : PipeWriter, IDuplexPipe
    {
        private readonly byte[] buffer = new byte[4 * 1024];

        public PipeReader Input { get; } = PipeReader.Create(System.Buffers.ReadOnlySequence<byte>.Empty);

        public PipeWriter Output => this;

        public override void Advance(int bytes)
        {
        }

        public override Memory<byte> GetMemory(int sizeHint = 0) => buffer;

        public override Span<byte> GetSpan(int sizeHint = 0) => buffer;

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => new(new FlushResult(isCanceled: false, isCompleted: false));

        public override void CancelPendingFlush()
        {
        }

        public override void Complete(Exception? exception = null)
        {
        }
    }
}
