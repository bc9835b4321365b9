using SignalRService;

namespace NotificationService.Pushing;

/// <summary>What a failed push says about the others.</summary>
internal enum FailureKind
{
    /// <summary>This one only: the service answered it with a refusal, or asked it to slow down.</summary>
    Tenant,

    /// <summary>It may be this one or the service: an error of its own, no answer in time.</summary>
    Unclear,

    /// <summary>Everyone: nobody is there, or our credentials are refused.</summary>
    Service,
}

internal static class FailureKinds
{
    public static FailureKind Of(SignalRServiceException failure) => (int?)failure.StatusCode switch
    {
        401 or 403 => FailureKind.Service,
        408 or >= 500 => FailureKind.Unclear,
        not null => FailureKind.Tenant,
        // Not even a connection, or no credential to show: no other push would fare better.
        null => failure.MayHaveBeenDelivered ? FailureKind.Unclear : FailureKind.Service,
    };
}
