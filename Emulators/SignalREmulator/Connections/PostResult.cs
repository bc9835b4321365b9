namespace SignalREmulator.Connections;

/// <summary>What became of a frame given to an <see cref="Outbox"/>.</summary>
internal enum PostResult
{
    /// <summary>It is written, or waits for its turn.</summary>
    Posted,

    /// <summary>Too much waits already. The frame is not kept.</summary>
    Full,

    /// <summary>The connection is on its way out.</summary>
    Ended,
}
