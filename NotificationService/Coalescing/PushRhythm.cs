namespace NotificationService.Coalescing;

/// <param name="Interval">The least time between two pushes of a tenant, and the longest a change waits for the next.</param>
/// <param name="ReannounceAfter">When the last position is announced again, after its push was accepted.</param>
internal sealed record PushRhythm(TimeSpan Interval, TimeSpan ReannounceAfter);
