using System.Buffers;
using System.IO.Pipelines;
using Fuzzing.Tests.Judging;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR.Protocol;
using SignalREmulator.Connections;

namespace Fuzzing.Tests.Targets;

/// <summary>What a client of the SignalR emulator sends: a handshake, and frames of both protocols. Each input is read as all three.</summary>
internal sealed class SignalRFrameTarget : ITarget
{
    public string Name => "signalr-frame";

    public int Share => 1;

    public IReadOnlyList<string> Words { get; } =
    [
        "\u001e", "{", "}", "[", "]", "\"type\":", "1", "2", "3", "4", "5", "6", "7", "8", "9", "\"protocol\":\"json\"", "\"protocol\":\"messagepack\"", "\"version\":", "\"target\":", "\"arguments\":[", "\"invocationId\":",
        "\"headers\":{", "\"streamIds\":[", "\"result\":", "\"error\":", "\"item\":", "\"sequenceId\":", "\"allowReconnect\":", "null", "\\ud800", "\\u0000", "1e999",
    ];

    public IEnumerable<byte[]> Seeds =>
    [
        .. SeedFiles.OfTexts("{\"protocol\":\"json\",\"version\":1}\u001e{\"type\":6}\u001e", "{\"protocol\":\"messagepack\",\"version\":2}\u001e"),
        .. ((HubMessage[])
        [
            new InvocationMessage("7", "reload", ["text", 1, 2.5, null, true, new[] { "x" }], ["s1"]) { Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["h"] = "v" } },
            new StreamInvocationMessage("8", "stream", [1]),
            new StreamItemMessage("8", "item"),
            CompletionMessage.WithResult("7", payload: "done"),
            CompletionMessage.WithError("7", "failed"),
            new CancelInvocationMessage("8"),
            PingMessage.Instance,
            new CloseMessage("over", allowReconnect: true),
            new AckMessage(3),
            new SequenceMessage(1),
        ]).SelectMany(message => (byte[][])[ClientProtocol.Json.Frame(message).ToArray(), ClientProtocol.MessagePack.Frame(message).ToArray()]),
    ];

    public void Run(byte[] input)
    {
        Judge.Measure("shake hands", () => ShakeHands(input));
        foreach (var protocol in (ClientProtocol[])[ClientProtocol.Json, ClientProtocol.MessagePack])
        {
            Judge.Measure($"read frames of {protocol.Name}", () => ReadFrames(protocol, input));
        }
    }

    private static string? ShakeHands(byte[] input)
    {
        // Everything is there already, so nothing waits and nothing runs on another thread.
        var options = new PipeOptions(readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, pauseWriterThreshold: 0, useSynchronizationContext: false);
        var (received, sent) = (new Pipe(options), new Pipe(options));
        received.Writer.Write(input);
        received.Writer.Complete();
        var context = new DefaultConnectionContext("fuzzed", new Duplex(received.Reader, sent.Writer), new Duplex(sent.Reader, received.Writer));
        return Handshake.ReceiveAsync(context, Timeout.InfiniteTimeSpan, TimeProvider.System).GetAwaiter().GetResult()?.Name;
    }

    /// <summary>As the emulator reads the connection of a client.</summary>
    private static int ReadFrames(ClientProtocol protocol, byte[] input)
    {
        var messages = 0;
        var received = new Received();
        try
        {
            var buffer = new ReadOnlySequence<byte>(input);
            var unread = buffer;
            while (protocol.TryParse(ref buffer, out var message) || buffer.Length < unread.Length)
            {
                if (message is not null && message is not AckMessage)
                {
                    received.IsNew(message);
                }

                received.Acknowledge();
                unread = buffer;
                messages++;
            }

            protocol.Count(input);
        }
        catch (InvalidDataException)
        {
            // What is no message ends the connection, with a reason.
        }

        return messages;
    }

    private sealed class Duplex(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;

        public PipeWriter Output => output;
    }
}
