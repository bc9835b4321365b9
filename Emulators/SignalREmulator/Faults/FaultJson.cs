using System.Text.Json.Serialization;

namespace SignalREmulator.Faults;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FaultSettings))]
[JsonSerializable(typeof(EmulatorStatus))]
[JsonSerializable(typeof(CutRequest))]
[JsonSerializable(typeof(CutResult))]
internal sealed partial class FaultJson : JsonSerializerContext;

/// <param name="Connections">Clients that have completed their handshake, in all hubs.</param>
/// <param name="Counters">Faults since the start.</param>
/// <param name="Late">Messages that are held back now.</param>
/// <param name="UtcNow">The emulator's clock, including the skew.</param>
internal sealed record EmulatorStatus(int Connections, FaultCounts Counters, int Late, DateTimeOffset UtcNow);

internal sealed record FaultCounts(long Dropped, long Delayed, long Refused, long Cut);

internal sealed record CutResult(int Cut);
