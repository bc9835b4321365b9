namespace SignalREmulator.Upstream;

/// <summary>How upstreams are called, in the configuration section <c>SignalREmulator:Upstream</c>.</summary>
internal sealed class UpstreamOptions
{
    /// <summary>Whether an upstream may be on another machine. What clients say leaves this one then.</summary>
    public bool AllowRemote { get; init; }

    /// <summary>How long an upstream may take to answer, from 1 s to 10 minutes. A call that takes longer failed.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);

    public bool IsValid => Timeout >= TimeSpan.FromSeconds(1) && Timeout <= TimeSpan.FromMinutes(10);
}
