using System.Text.Json.Serialization;

namespace SignalREmulator.Faults;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FaultSettings))]
[JsonSerializable(typeof(EmulatorStatus))]
[JsonSerializable(typeof(CutRequest))]
[JsonSerializable(typeof(CutResult))]
internal sealed partial class FaultJson : JsonSerializerContext;

/// <param name="Connections">Clients past their handshake, of all hubs.</param>
/// <param name="Counters">Faults since the start.</param>
/// <param name="Late">Messages that are held back now.</param>
/// <param name="UtcNow">The emulator's clock, skew and all.</param>
internal sealed record EmulatorStatus(int Connections, FaultCounts Counters, int Late, DateTimeOffset UtcNow);

internal sealed record FaultCounts(long Dropped, long Delayed, long Refused, long Cut);

internal sealed record CutResult(int Cut);
