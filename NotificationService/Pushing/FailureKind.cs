using SignalRService;

namespace NotificationService.Pushing;

/// <summary>What a failed push means for the other pushes.</summary>
internal enum FailureKind
{
    /// <summary>It concerns this tenant only: the service refused or throttled this push.</summary>
    Tenant,

    /// <summary>It concerns this tenant or the whole service: an internal error, or no answer in time.</summary>
    Unclear,

    /// <summary>It concerns every push: the service cannot be reached, or it refuses our credentials.</summary>
    Service,
}

internal static class FailureKinds
{
    public static FailureKind Of(SignalRServiceException failure) => (int?)failure.StatusCode switch
    {
        401 or 403 => FailureKind.Service,
        408 or >= 500 => FailureKind.Unclear,
        not null => FailureKind.Tenant,
        // No connection, or no credential: any other push would fail too.
        null => failure.MayHaveBeenDelivered ? FailureKind.Unclear : FailureKind.Service,
    };
}
