namespace CalendarApi.Authentication;

/// <summary>The claims that the API reads, by their names in the access token (inbound claim mapping is off).</summary>
internal static class ClaimNames
{
    public const string Tenant = "tid";
    public const string ObjectId = "oid";
    public const string Scope = "scp";
    public const string Expires = "exp";
}
