namespace ServiceDefaults.Contracts;

/// <summary>Where clients listen: CalendarApi lets them in, NotificationService sends to them.</summary>
public static class PushContract
{
    /// <summary>The one hub of all tenants. Each tenant has a group in it, which is named as the tenant.</summary>
    public const string Hub = "calendar";

    /// <summary>The message that tells a tenant's clients its newest position.</summary>
    public const string Reload = "reload";
}
