namespace CalendarClient;

/// <summary>A request or an attempt to connect of a <see cref="CalendarSync"/> failed.</summary>
/// <param name="error">What was thrown.</param>
/// <param name="healsByItself">Whether a retry may succeed without anyone's help.</param>
public sealed class SyncFailedEventArgs(Exception error, bool healsByItself) : EventArgs
{
    /// <summary>What was thrown: a <see cref="CalendarApiException"/> when the API refused, the exception of the token provider, or that of the network.</summary>
    public Exception Error { get; } = error;

    /// <summary>False when only another sign-in or an administrator can help: the API answered 401 or 403, or the token provider failed. It is retried nevertheless.</summary>
    public bool HealsByItself { get; } = healsByItself;
}
