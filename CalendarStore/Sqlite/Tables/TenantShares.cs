using TeamCalendars.Tenants;

namespace CalendarStore.Sqlite.Tables;

/// <summary>Which share of the feed a tenant belongs to: for ever, since it is written with its head.</summary>
internal static class TenantShares
{
    /// <summary>More than there are ever instances on one machine, few enough to look at one by one.</summary>
    public const int Count = 32;

    public static int Of(TenantId tenant) => (int)Of(tenant.Key());

    /// <summary>FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/. Tenant ids are random mostly, but not all of them.</summary>
    public static long Of(byte[] key)
    {
        var hash = 2_166_136_261;
        foreach (var part in key)
        {
            hash = unchecked((hash ^ part) * 16_777_619);
        }

        return hash % Count;
    }
}
