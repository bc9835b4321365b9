using SignalRService;

namespace NotificationService;

internal readonly record struct PushOutcome(FailureKind Kind, TimeSpan? RetryAfter, bool Succeeded)
{
    public static readonly PushOutcome Accepted = new(default, null, true);

    public static PushOutcome Failed(SignalRServiceException failure) => new(FailureKinds.Of(failure), failure.RetryAfter, false);

    /// <summary>A fault of our own with this push: others go on.</summary>
    public static readonly PushOutcome Faulted = new(FailureKind.Tenant, null, false);
}
