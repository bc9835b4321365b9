namespace ServiceDefaults.Contracts;

/// <summary>
/// How CalendarApi tells NotificationService to look at tenants now: a POST of a JSON array with the ids of tenants. Neither may reference the other, so what both have to know stands here.
/// </summary>
public static class NudgeContract
{
    public const string Path = "/nudges";

    /// <summary>The section of the configuration, of both services.</summary>
    public const string Section = "Nudges";

    /// <summary>A request names no more tenants than these.</summary>
    public const int MaxTenants = 100;
}
