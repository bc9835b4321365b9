namespace CalendarStore;

/// <summary>
/// The store could not be read or written: locked for too long, disk full, unreadable file; throttled, unavailable or refusing access (Cosmos DB).
/// A write that ended so was not acknowledged and may be repeated.
/// </summary>
public sealed class StoreUnavailableException : Exception
{
    public StoreUnavailableException()
        : this("The calendar store is unavailable.")
    {
    }

    public StoreUnavailableException(string message)
        : base(message)
    {
    }

    public StoreUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>True when the same call may well succeed in a moment.</summary>
    public bool IsTransient { get; init; }

    /// <summary>How long the store asked to be left alone (429); null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
