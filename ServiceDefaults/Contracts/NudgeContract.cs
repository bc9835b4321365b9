namespace ServiceDefaults.Contracts;

/// <summary>
/// The nudge from CalendarApi to NotificationService: a POST of a JSON array with tenant ids. Neither project may reference the other, so this is what both have to know.
/// </summary>
public static class NudgeContract
{
    public const string Path = "/nudges";

    /// <summary>The configuration section of both services.</summary>
    public const string Section = "Nudges";

    /// <summary>The most tenants in one request.</summary>
    public const int MaxTenants = 100;
}
