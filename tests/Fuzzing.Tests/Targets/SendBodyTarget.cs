using System.Buffers;
using System.Text;
using Fuzzing.Tests.Judging;
using MessagePack;
using SignalREmulator.Commands;
using SignalREmulator.Connections;
using SignalREmulator.Filters;
using SignalREmulator.Sending;

namespace Fuzzing.Tests.Targets;

/// <summary>What an application sends to the SignalR emulator's data plane: bodies of sends in all their forms, commands and filters. Each input is read as all of them.</summary>
internal sealed class SendBodyTarget : ITarget
{
    public string Name => "send-body";

    public int Share => 1;

    public IReadOnlyList<string> Words { get; } =
    [
        "{", "}", "[", "]", "\"target\":\"reload\"", "\"arguments\":[", "null", "1e999", "18446744073709551615", "\\ud800", "\\udc00\\ud83c", "\"\":", "eq", "ne", "and", "or", "not", "in", "(", ")", "'", "userId",
        "connectionId", "groups", "contains", "\u001e", "json", "messagepack",
    ];

    public IEnumerable<byte[]> Seeds =>
    [
        .. SeedFiles.OfTexts(
            """{"target":"reload","arguments":[{"epoch":"k3v9","version":17},1.5,-1,18446744073709551615,null,true,"\u00e4\ud83c\udf89"]}""",
            """{"TARGET":"reload"}""",
            "userId eq 'a:b' and not ('g1' in groups) or connectionId ne null",
            "'g1' in groups"),
        MessagePackSerializer.ConvertFromJson("""{"target":"reload","arguments":[{"a":[1,2.5,null]},"text",true]}"""),
        MessagePackSerializer.Serialize(new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["json"] = Encoding.UTF8.GetBytes("{\"type\":1,\"target\":\"reload\",\"arguments\":[1]}\u001e"),
            ["messagepack"] = MessagePackFrame.Invocation("reload", new ReadOnlySequence<byte>([0x91, 0x01])),
        }),
    ];

    public void Run(byte[] input)
    {
        Judge.Measure("read a body of JSON", () => Framed(SendBody.Parse(input, out var problem), problem));
        Judge.Measure("read a body of MessagePack", () => Framed(MessagePackBody.Parse(input, out var problem), problem));
        Judge.Measure("read a body of frames", () => Framed(MessagePackBody.ParseFramed(input, out var problem), problem));
        Judge.Measure("read an item of JSON", () => Framed(new StreamItem("s", completes: true).FromJson(input, out var problem), problem));
        Judge.Measure("read an item of MessagePack", () => Framed(new StreamItem("s", completes: true).FromMessagePack(input, out var problem), problem));
        Judge.Measure("read commands", () => CommandBody.Parse(input, out _));
        Judge.Measure("read a filter", () => ConnectionFilter.Parse(Encoding.UTF8.GetString(input), out _));
    }

    /// <summary>What was accepted can be made into the frames of each protocol.</summary>
    private static int Framed(OutgoingMessage? message, string? problem)
    {
        Judge.Holds(message is null == problem is not null, "What is not accepted has a reason, and what is accepted has none.");
        return message is null ? 0 : ((ClientProtocol[])[ClientProtocol.Json, ClientProtocol.MessagePack]).Sum(protocol => (message.For(protocol)?.Length ?? 0) + (message.For(protocol, "1")?.Length ?? 0));
    }
}
