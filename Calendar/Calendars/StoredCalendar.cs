using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using TeamCalendars.Rights;

namespace TeamCalendars.Calendars;

/// <summary>A calendar's content in its column.</summary>
internal sealed record StoredCalendar
{
    public required string Name { get; init; }
    public string? Description { get; init; }
    public string? Color { get; init; }
    public required string TimeZone { get; init; }
    public ImmutableArray<StoredGrant>? Access { get; init; }
    public ImmutableArray<StoredAccessChange>? AccessChanges { get; init; }
    public long? AccessForgotten { get; init; }

    public static StoredCalendar From(CalendarContent content) => new()
    {
        Name = content.Name,
        Description = content.Description,
        Color = content.Color,
        TimeZone = content.TimeZone,
        Access = StoredGrant.Of(content.Access),
        AccessChanges = content.History.Changes.IsEmpty ? null
            : [.. content.History.Changes.Select(change => new StoredAccessChange { Version = change.Version, Before = StoredGrant.Of(change.Before) })],
        AccessForgotten = content.History.Forgotten == 0 ? null : content.History.Forgotten,
    };

    public CalendarContent ToContent() => new()
    {
        Name = Name,
        Description = Description,
        Color = Color,
        TimeZone = TimeZone,
        Access = StoredGrant.ToAccess(Access),
        History = AccessChanges is null && AccessForgotten is null ? AccessHistory.Empty : new AccessHistory
        {
            Changes = [.. (AccessChanges ?? []).Select(change => new AccessChange(change.Version, StoredGrant.ToAccess(change.Before)))],
            Forgotten = AccessForgotten ?? 0,
        },
    };
}

internal sealed record StoredGrant
{
    public required string Role { get; init; }
    public required string To { get; init; }

    public static ImmutableArray<StoredGrant>? Of(CalendarAccess? access) =>
        access is null ? null : [.. access.Grants.Select(grant => new StoredGrant { Role = CalendarRoles.NameOf(grant.Role), To = grant.To })];

    /// <exception cref="JsonException">A role is not known. Then nobody knows who may do what, and the calendar counts as damaged.</exception>
    public static CalendarAccess? ToAccess(ImmutableArray<StoredGrant>? grants) => grants is not { } known ? null : new(known.Select(grant => new CalendarGrant(
        CalendarRoles.TryRead(grant.Role, out var role) ? role : throw new JsonException("The role in a calendar is not known."), grant.To)));
}

internal sealed record StoredAccessChange
{
    public required long Version { get; init; }
    public ImmutableArray<StoredGrant>? Before { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(StoredCalendar))]
internal sealed partial class StoredCalendarJson : JsonSerializerContext;
