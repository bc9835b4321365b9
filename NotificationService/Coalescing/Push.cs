using TeamCalendars.Tenants;

namespace NotificationService.Coalescing;

/// <summary>The next push to a tenant's clients.</summary>
/// <param name="Position">The tenant's position.</param>
/// <param name="News">The news that it announces; null for a re-announcement.</param>
/// <param name="Changes">How many changes it covers, counted from the tenant's last push if that is still known; 0 for a re-announcement.</param>
internal sealed record Push(Position Position, News? News, long Changes);
