using System.ComponentModel.DataAnnotations;

namespace SignalREmulator.Quotas;

/// <summary>The limits to practise with. All are off by default; what is set here goes before what the tier allows.</summary>
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

    /// <summary>How many messages may go out to clients in a day of UTC, counted for each receiver and each 2 KB begun.</summary>
    [Range(0, long.MaxValue)]
    public long? MessagesPerDay { get; init; }

    [Range(0, int.MaxValue)]
    public int? NegotiationsAtOnce { get; init; }

    [Range(0, int.MaxValue)]
    public int? NegotiationsPerSecond { get; init; }

    /// <summary>How many REST calls are taken in a second. The service documents no such limit; callers should be ready for it all the same.</summary>
    [Range(0, int.MaxValue)]
    public int? RequestsPerSecond { get; init; }

    /// <summary>What a refused caller is told to wait, in seconds.</summary>
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
