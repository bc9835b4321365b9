using System.Net;

namespace SignalRService;

/// <summary>The service refused a call, or could not be reached. The text contains no key, token or payload.</summary>
public sealed class SignalRServiceException : Exception
{
    /// <summary>A failure without a text.</summary>
    public SignalRServiceException()
    {
    }

    /// <summary>A failure with its text.</summary>
    public SignalRServiceException(string message)
        : base(message)
    {
    }

    /// <summary>A failure with its text and its cause.</summary>
    public SignalRServiceException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The status of the answer; null if there was no answer.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>The service's error code, from the header <c>x-ms-error-code</c> or the body's <c>code</c>.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The same call may succeed later: no answer, 408, 429, 5xx.</summary>
    public bool IsTransient { get; init; }

    /// <summary>How long the service asked callers to wait (<c>Retry-After</c>), at most five minutes; null if it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>
    /// The call may have taken effect although it failed: no answer to a request that was sent, 408, 500, 502, 504.
    /// A retry may then deliver a message twice, so this library does not retry. A caller whose messages may arrive twice can.
    /// </summary>
    public bool MayHaveBeenDelivered { get; init; }

    /// <summary>The same failure for another caller that waited for the same fetch: an exception object is thrown only once.</summary>
    internal SignalRServiceException Copy() => new(Message, this)
    {
        StatusCode = StatusCode,
        ErrorCode = ErrorCode,
        IsTransient = IsTransient,
        RetryAfter = RetryAfter,
        MayHaveBeenDelivered = MayHaveBeenDelivered,
    };
}
