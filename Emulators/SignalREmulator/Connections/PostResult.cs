namespace SignalREmulator.Connections;

/// <summary>The result of posting a frame to an <see cref="Outbox"/>.</summary>
internal enum PostResult
{
    /// <summary>It is written, or waits for its turn.</summary>
    Posted,

    /// <summary>Too much waits already. The frame is dropped.</summary>
    Full,

    /// <summary>The connection is closing.</summary>
    Ended,
}
