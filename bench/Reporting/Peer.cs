using System.Text.Json.Serialization;

namespace Bench.Reporting;

/// <summary>The system that a figure belongs to: a column of the table.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Peer>))]
internal enum Peer
{
    /// <summary>API, worker, emulator and SQLite together, over the AppHost.</summary>
    System,

    /// <summary>SignalREmulator, called directly over its REST data plane.</summary>
    Emulator,

    /// <summary>ASP.NET Core SignalR in one process, a group, no tokens: the limit of this stack.</summary>
    Hub,

    /// <summary>Socket.IO 4 on Node.js, a room, no tokens.</summary>
    SocketIo,

    /// <summary>A push per change and full reads; where one client catches up, just a full read.</summary>
    Naive,

    /// <summary>The usual smallest Aspire application: AppHost, ServiceDefaults, one API, one web front end (<c>bench/starter</c>).</summary>
    Starter,
}

internal static class PeerNames
{
    public static string Name(this Peer peer) => peer switch
    {
        Peer.System => "whole system",
        Peer.Emulator => "SignalREmulator",
        Peer.Hub => "bare hub",
        Peer.SocketIo => "Socket.IO",
        Peer.Starter => "Aspire starter",
        _ => "naive",
    };
}
