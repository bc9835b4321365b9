using System.Text.Json;
using System.Text.Json.Serialization;

namespace EndToEnd.Tests.Faults.Injection;

/// <summary>The body of <c>PUT /api/emulator/faults</c>. A fault that is null is left out of the body and does not happen.</summary>
internal sealed record EmulatorFaultSettings
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public int Seed { get; init; }
    public DeliveryFaults? Deliveries { get; init; }
    public RequestFaults? Requests { get; init; }
    public RequestFaults? Negotiations { get; init; }
    public int ClockSkewSeconds { get; init; }
}

internal sealed record DeliveryFaults(double DropRate, double DelayRate = 0, int DelayMinMs = 0, int DelayMaxMs = 0);

internal sealed record RequestFaults(double Rate, int Status, int? RetryAfterSeconds = null);
