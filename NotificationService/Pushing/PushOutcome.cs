using SignalRService;

namespace NotificationService.Pushing;

/// <param name="IsThrottled">The service answered 429, or 503 with Retry-After.</param>
internal readonly record struct PushOutcome(FailureKind Kind, TimeSpan? RetryAfter, bool Succeeded, bool IsThrottled = false)
{
    public static readonly PushOutcome Accepted = new(default, null, true);

    public static PushOutcome Failed(SignalRServiceException failure) => new(FailureKinds.Of(failure), failure.RetryAfter, false, (int?)failure.StatusCode is 429 or 503);

    /// <summary>A bug made this push fail; other pushes continue.</summary>
    public static readonly PushOutcome Faulted = new(FailureKind.Tenant, null, false);
}
