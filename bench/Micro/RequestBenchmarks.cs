using System.Text.Json;
using BenchmarkDotNet.Attributes;
using SignalRService;

namespace Bench.Micro;

/// <summary>SignalRService: what a negotiation signs, and what a push writes.</summary>
public class RequestBenchmarks
{
    private readonly SigningKey key = new("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGH", keyId: null);
    private readonly JsonElement push = JsonDocument.Parse(Load.PushBody.Of(123_456, sent: 0)).RootElement;

    [Benchmark(Description = "sign a client token")]
    public string SignClientToken() => JwtWriter.Write(
        key,
        new TokenClaims(
            "http://localhost:8888/client/?hub=calendar", 1_763_000_000, 1_763_003_600,
            "dddddddd-4444-4444-8444-444444444444:dddddddd-4444-4444-8444-000000000001", CloseOnExpiry: true));

    [Benchmark(Description = "sign a REST token")]
    public string SignRequestToken() => JwtWriter.Write(
        key, new TokenClaims("http://localhost:8888/api/hubs/calendar/groups/dddddddd-4444-4444-8444-444444444444/:send", 1_763_000_000, 1_763_000_600));

    [Benchmark(Description = "write a send body")]
    public int WriteSendBody()
    {
        using var body = InvocationBody.Write("reload", push, LooseJson.Default.JsonElement);
        return body.WrittenSpan.Length;
    }
}
