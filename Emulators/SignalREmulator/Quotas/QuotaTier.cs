namespace SignalREmulator.Quotas;

/// <summary>The limits of the service's tiers, as presets.</summary>
internal enum QuotaTier
{
    /// <summary>Nothing is limited.</summary>
    None,

    /// <summary>20 connections; 20,000 messages a day.</summary>
    Free,

    /// <summary>1,000 connections per unit; messages are charged, not limited. Premium is the same.</summary>
    Standard,
}
