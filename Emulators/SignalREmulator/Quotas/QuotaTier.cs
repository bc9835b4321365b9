namespace SignalREmulator.Quotas;

/// <summary>What the service's tiers allow, as presets.</summary>
internal enum QuotaTier
{
    /// <summary>Nothing is limited.</summary>
    None,

    /// <summary>20 connections; 20,000 messages a day, and then no more.</summary>
    Free,

    /// <summary>1,000 connections for each unit; messages are paid for, not limited. Premium is the same.</summary>
    Standard,
}
