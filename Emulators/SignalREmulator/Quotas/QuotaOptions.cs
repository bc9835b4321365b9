using System.ComponentModel.DataAnnotations;

namespace SignalREmulator.Quotas;

/// <summary>The limits. All are off by default; they override those of the tier.</summary>
internal sealed class QuotaOptions
{
    private const int FreeConnections = 20;
    private const long FreeMessages = 20_000;
    private const int ConnectionsPerUnit = 1_000;

    public QuotaTier Tier { get; init; }

    /// <summary>Units of the Standard tier. Premium_P2 has up to 1,000, the others 100.</summary>
    [Range(1, 1000)]
    public int Units { get; init; } = 1;

    /// <summary>How many clients may be connected at the same time, in all hubs together.</summary>
    [Range(0, int.MaxValue)]
    public int? Connections { get; init; }

    /// <summary>How many messages may be sent to clients per day (UTC), counted for each receiver and each started 2 KB.</summary>
    [Range(0, long.MaxValue)]
    public long? MessagesPerDay { get; init; }

    [Range(0, int.MaxValue)]
    public int? NegotiationsAtOnce { get; init; }

    [Range(0, int.MaxValue)]
    public int? NegotiationsPerSecond { get; init; }

    /// <summary>How many REST calls are accepted per second. The service documents no such limit, but callers should handle it.</summary>
    [Range(0, int.MaxValue)]
    public int? RequestsPerSecond { get; init; }

    /// <summary>The Retry-After of a refusal, in seconds.</summary>
    [Range(1, 3600)]
    public int RetryAfterSeconds { get; init; } = 1;

    public int? ConnectionLimit => Connections ?? Tier switch
    {
        QuotaTier.Free => FreeConnections,
        QuotaTier.Standard => ConnectionsPerUnit * Units,
        _ => null,
    };

    public long? MessageLimit => MessagesPerDay ?? (Tier == QuotaTier.Free ? FreeMessages : null);
}
