using CalendarStore;

namespace NotificationService;

/// <summary>What a tenant's clients are told next.</summary>
/// <param name="Position">How far the tenant has come.</param>
/// <param name="Changes">What is new; null when the position is only said again.</param>
internal sealed record Push(Position Position, ChangeUnion? Changes)
{
    public ReloadMessage ToMessage() => Changes is null
        ? new(Position.Epoch, Position.Version, Position.Version, [], 0, null)
        : new(Changes.Epoch, Changes.Since, Changes.Version, Changes.Calendars, Changes.Changes, Changes.Origin);
}
