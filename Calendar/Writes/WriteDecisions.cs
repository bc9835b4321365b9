using TeamCalendars.Entities;
using TeamCalendars.Rights;

namespace TeamCalendars.Writes;

/// <summary>Decides each write from what is stored: cases 3 to 6 and 13 of the store's contract. The back ends only read and apply.</summary>
internal static class WriteDecisions
{
    public static WriteDecision<Entity> Put(
        EntityKind kind, WriteState<Entity> state, PreparedContent content, WriteCondition condition, TenantLimits limits, WriteContext context) =>
        CalendarRights.PutRefusal(kind, state, content.Content, condition, context.Member) is { } refusal ? Refuse(refusal)
        : Put(state, state.Current?.Content == content.Content, content.Size, condition, WriteLimits.Of(kind, limits), standsForOthers: kind.Parent is null);

    /// <param name="same">Whether the current content equals the new one.</param>
    /// <param name="size">Octets of the new content.</param>
    /// <param name="standsForOthers">Whether a tombstone of this kind also stands for other items: for those that were deleted with it.</param>
    public static WriteDecision<T> Put<T>(WriteState<T> state, bool same, int size, WriteCondition condition, WriteLimits limits, bool standsForOthers)
        where T : class
    {
        if (!state.ParentExists)
        {
            return Refuse(new WriteResult<T>.NotFound());
        }

        switch (condition)
        {
            case WriteCondition.Create when state.Unreadable:
                return Refuse(new WriteResult<T>.Unreadable(state.ETag!));
            case WriteCondition.Create when state.Current is not null && !same:
                return Refuse(new WriteResult<T>.Conflict(state.Current));
            case WriteCondition.Create when state.Deleted:
                return Refuse(new WriteResult<T>.Gone());
            case WriteCondition.Match when !state.Exists:
                return Refuse(new WriteResult<T>.NotFound());
            case WriteCondition.Match match when match.ETag != state.ETag:
                return Refuse(Stale(state));
        }

        if (state.Current is not null && same)
        {
            return Refuse(new WriteResult<T>.Unchanged(state.Current, state.Position()));
        }

        if (limits.ExceededBy(state, size) is { } limit)
        {
            return Refuse(new WriteResult<T>.LimitReached(limit));
        }

        if (state.Exists)
        {
            return new WriteDecision<T>(null);
        }

        // The new item replaces the tombstone, and nothing stands for the others any more: a client that has not seen the tombstone needs a full read.
        return new(null, Created: true, standsForOthers ? state.Tombstone : null);
    }

    public static WriteDecision<Entity> Delete(EntityKind kind, WriteState<Entity> state, string etag, WriteContext context) =>
        CalendarRights.DeleteRefusal(kind, state, context.Member) is { } refusal ? Refuse(refusal) : Delete(state, etag);

    public static WriteDecision<T> Delete<T>(WriteState<T> state, string etag)
        where T : class =>
        !state.ParentExists || !state.Exists ? Refuse(new WriteResult<T>.NotFound())
        : state.ETag != etag ? Refuse(Stale(state))
        : new WriteDecision<T>(null);

    private static WriteResult<T> Stale<T>(WriteState<T> state)
        where T : class =>
        state.Current is { } current ? new WriteResult<T>.Conflict(current) : new WriteResult<T>.Unreadable(state.ETag!);

    private static WriteDecision<T> Refuse<T>(WriteResult<T> result) => new(result);
}
