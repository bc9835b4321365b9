using TeamCalendars.Entities;

namespace CalendarStore.Cosmos.Documents;

/// <summary>
/// Ids of documents within a tenant's partition. An entity's is its key as text: <c>calendar.team</c>, <c>event.team.e1</c>. The next character after the dot, <c>/</c>,
/// ends a range of ids that begin alike.
/// </summary>
internal static class DocumentIds
{
    public const string Head = "head";

    /// <summary>The ids of a kind's entities with this parent.</summary>
    public static (string After, string Before) Of(EntityKind kind, string parent)
    {
        var all = new EntityKey(kind, parent, "").ToString();
        return (all, all[..^1] + '/');
    }
}
