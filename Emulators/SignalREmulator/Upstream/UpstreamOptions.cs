using System.ComponentModel.DataAnnotations;

namespace SignalREmulator.Upstream;

/// <summary>How upstreams are called; configuration section <c>SignalREmulator:Upstream</c>.</summary>
internal sealed class UpstreamOptions
{
    /// <summary>Whether an upstream may be on another machine. Clients' data then leaves this one.</summary>
    public bool AllowRemote { get; init; }

    /// <summary>The time limit of an upstream's answer. A call that takes longer has failed.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);
}
