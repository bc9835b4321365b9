using TeamCalendars.Entities;

namespace CalendarStore.Entities;

/// <summary>A page of entities of one kind and parent, in the order of id.</summary>
/// <param name="Next">The id to go on after; null on the last page.</param>
/// <param name="Unreadable">What lies between <paramref name="Items"/> and is damaged: it is left out, so that one bad item does not hide the others.</param>
internal sealed record EntityPage(IReadOnlyList<Entity> Items, string? Next, IReadOnlyList<UnreadableEntityException> Unreadable)
{
    public static EntityPage Of(PageBuilder<Entity, string> page) => new(page.Items, page.HasMore ? page.Last : null, page.Unreadable);
}
