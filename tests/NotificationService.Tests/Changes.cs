using CalendarStore.Feed;
using NodaTime;
using NotificationService.Following;
using TeamCalendars.Tenants;

namespace NotificationService.Tests;

/// <summary>Builds feed entries.</summary>
internal static class Changes
{
    public static readonly TenantId Contoso = new(Guid.Parse("aaaaaaaa-1111-4111-8111-111111111111"));
    public static readonly TenantId Fabrikam = new(Guid.Parse("bbbbbbbb-2222-4222-8222-222222222222"));
    public static readonly FeedShare Share = new("7", 1);
    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static FeedEntry Entry(
        long version, string? trace = null, TenantId? tenant = null, string epoch = "e1", DateTimeOffset? at = null) =>
        new(tenant ?? Contoso, new(epoch, version), Instant.FromDateTimeOffset(at ?? Noon), trace);

    public static Checkpoint Before(long version) => new(version - 1);

    public static FeedPage Page(params FeedEntry[] entries) => new(entries, _ => Task.FromResult(true));
}
