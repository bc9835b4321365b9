namespace CalendarApi.Authentication;

/// <summary>The access token's claims that are used, by their names in the token (inbound mapping is off).</summary>
internal static class ClaimNames
{
    public const string Tenant = "tid";
    public const string ObjectId = "oid";
    public const string Scope = "scp";
    public const string Expires = "exp";
}
