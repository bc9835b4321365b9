using TeamCalendars.Tenants;

namespace NotificationService.Coalescing;

/// <summary>What a tenant's clients are told next.</summary>
/// <param name="Position">How far the tenant has come.</param>
/// <param name="News">What is new; null when the position is announced again.</param>
/// <param name="Changes">How many changes it covers, counted from the tenant's last push where that is remembered; 0 when the position is announced again.</param>
internal sealed record Push(Position Position, News? News, long Changes);
