using System.Net;

namespace SignalRService;

/// <summary>The service refused a call, or could not be reached. Its text holds no key, token or payload.</summary>
public sealed class SignalRServiceException : Exception
{
    public SignalRServiceException()
    {
    }

    public SignalRServiceException(string message)
        : base(message)
    {
    }

    public SignalRServiceException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>What the service answered; null when there was no answer.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>The service's own word for it, from the header <c>x-ms-error-code</c> or the body's <c>code</c>.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The same call may well succeed later: no answer, 408, 429, 5xx.</summary>
    public bool IsTransient { get; init; }

    /// <summary>How long the service asked callers to stay away.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>
    /// The call may have taken effect although it failed: no answer to a request that was sent, 408, 500, 502, 504.
    /// Repeating a message may then double it, so this library does not; whoever sends messages that may come twice can.
    /// </summary>
    public bool MayHaveBeenDelivered { get; init; }

    /// <summary>The same failure for another caller who waited for the same thing: an exception object is thrown once.</summary>
    internal SignalRServiceException Copy() => new(Message, this)
    {
        StatusCode = StatusCode,
        ErrorCode = ErrorCode,
        IsTransient = IsTransient,
        RetryAfter = RetryAfter,
        MayHaveBeenDelivered = MayHaveBeenDelivered,
    };
}
