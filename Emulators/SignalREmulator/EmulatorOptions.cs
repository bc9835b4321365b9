using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using SignalREmulator.Connections;
using SignalREmulator.Faults;
using SignalREmulator.Quotas;
using SignalREmulator.Tokens;
using SignalREmulator.Upstream;

namespace SignalREmulator;

/// <summary>All settings, configuration section <c>SignalREmulator</c>. All of them have defaults.</summary>
internal sealed class EmulatorOptions
{
    public const string Section = "SignalREmulator";

    /// <summary>The fixed, public key of the official emulator.</summary>
    public const string WellKnownAccessKey = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGH";

    /// <summary>The primary key. Its UTF-8 bytes sign and verify tokens; HS256 needs at least 16 bytes.</summary>
    [Required, MinLength(16)]
    public string AccessKey { get; init; } = WellKnownAccessKey;

    /// <summary>Accepted in addition to the primary key, so that keys can be rotated.</summary>
    [MinLength(16)]
    public string? SecondaryKey { get; init; }

    /// <summary>How long after its <c>exp</c> a token is still accepted.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan TokenClockSkew { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A client that received nothing for this long gets a ping.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A client that sent nothing for this long is dropped. Clients ping every 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan ClientTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The time limit of a client's handshake. A token's <c>asrs.s.cht</c> (whole seconds, at most 30) overrides it.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long after its negotiation a client may connect; later it gets 404.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:15")]
    public TimeSpan ConnectDeadline { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How much may wait for one slow client, in bytes, in addition to what its transport buffers.
    /// One message more and the connection is dropped: the client reconnects and catches up, the others never wait.
    /// </summary>
    [Range(64 * 1024, 1024 * 1024 * 1024)]
    public int MaxPendingBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>How long one write to a client may take before the client is dropped.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What happens to a client's call if no upstream accepts it; the documents disagree about that.</summary>
    public ClientInvocationPolicy ClientInvocations { get; init; }

    /// <summary>How long a client may take to answer a call over REST. The service waits at most ten minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan ClientResultTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Allowed origins of browsers, with credentials. Empty: any.</summary>
    public string[] CorsOrigins { get; init; } = [];

    [ValidateObjectMembers]
    public QuotaOptions Quotas { get; init; } = new();

    public EntraOptions Entra { get; init; } = new();

    public FaultOptions Faults { get; init; } = new();

    [ValidateObjectMembers]
    public UpstreamOptions Upstream { get; init; } = new();
}
