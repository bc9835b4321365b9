namespace NotificationService.Coalescing;

/// <param name="Interval">The shortest time between two pushes of a tenant, and the longest time that a change waits for the next push.</param>
/// <param name="ReannounceAfter">The time from an accepted push to the re-announcement of its position.</param>
internal sealed record PushRhythm(TimeSpan Interval, TimeSpan ReannounceAfter);
