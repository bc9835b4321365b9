using NodaTime;
using TeamCalendars.Calendars;

namespace CalendarStore;

/// <summary>What every back end keeps to.</summary>
public static class StoreLimits
{
    /// <summary>How long a deletion is remembered, and so the age up to which a client can catch up.</summary>
    public static readonly Duration TombstoneLifetime = Duration.FromDays(30);

    public const int MaxCalendars = CalendarRules.MostPerTenant;
    public const int MaxPageSize = 1_000;

    /// <summary>Octets of content per page. A single item that is larger has a page of its own.</summary>
    public const int MaxPageBytes = 2 * 1024 * 1024;

    /// <summary>Events per bulk write; also within Cosmos DB's 100 operations per transactional batch.</summary>
    public const int MaxBulkSize = 40;

    /// <summary>Children that are deleted in the same step as their parent. More of them are gone at once, and become tombstones a step at a time, so that nobody waits for it.</summary>
    public const int MaxChildrenAtOnce = 50;
}
