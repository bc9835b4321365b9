using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using SignalREmulator.Connections;
using SignalREmulator.Faults;
using SignalREmulator.Quotas;
using SignalREmulator.Tokens;
using SignalREmulator.Upstream;

namespace SignalREmulator;

/// <summary>Everything that can be set, in the configuration section <c>SignalREmulator</c>. All of it has defaults.</summary>
internal sealed class EmulatorOptions
{
    public const string Section = "SignalREmulator";

    /// <summary>The fixed, public key of the official emulator: whoever knows emulators knows it.</summary>
    public const string WellKnownAccessKey = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGH";

    /// <summary>The primary key. Its UTF-8 bytes sign and verify tokens; HS256 asks for 16 bytes at least.</summary>
    [Required, MinLength(16)]
    public string AccessKey { get; init; } = WellKnownAccessKey;

    /// <summary>Accepted beside the primary key, so that keys can be rotated.</summary>
    [MinLength(16)]
    public string? SecondaryKey { get; init; }

    /// <summary>How long past its <c>exp</c> a token is still taken.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan TokenClockSkew { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A client that was sent nothing for this long gets a ping.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A client that sent nothing for this long is dropped. Clients ping every 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan ClientTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a client may take over its handshake. A token's <c>asrs.s.cht</c> (whole seconds, 30 at most) overrides it.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long after its negotiation a client may connect; later it is not found.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:15")]
    public TimeSpan ConnectDeadline { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// What may wait for one slow client, in bytes, beyond what its transport buffers.
    /// One message more and the connection is dropped: the client reconnects and catches up, the others never wait.
    /// </summary>
    [Range(64 * 1024, 1024 * 1024 * 1024)]
    public int MaxPendingBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>How long one write to a client may take before the client is given up.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What a call from a client gets. Without an upstream there is nobody to take it, and the documents disagree about the answer.</summary>
    public ClientInvocationPolicy ClientInvocations { get; init; }

    /// <summary>How long a client may take to answer a call over REST. The service keeps such calls for ten minutes at most.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan ClientResultTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Origins that browsers may come from, with credentials. Empty: any.</summary>
    public string[] CorsOrigins { get; init; } = [];

    [ValidateObjectMembers]
    public QuotaOptions Quotas { get; init; } = new();

    public EntraOptions Entra { get; init; } = new();

    public FaultOptions Faults { get; init; } = new();

    [ValidateObjectMembers]
    public UpstreamOptions Upstream { get; init; } = new();
}
