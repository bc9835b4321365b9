using System.ComponentModel.DataAnnotations;

namespace SignalREmulator.Upstream;

/// <summary>How upstreams are called, in the configuration section <c>SignalREmulator:Upstream</c>.</summary>
internal sealed class UpstreamOptions
{
    /// <summary>Whether an upstream may be on another machine. What clients say leaves this one then.</summary>
    public bool AllowRemote { get; init; }

    /// <summary>How long an upstream may take to answer. A call that takes longer failed.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);
}
