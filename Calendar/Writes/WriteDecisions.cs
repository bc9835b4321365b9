using TeamCalendars.Entities;

namespace TeamCalendars.Writes;

/// <summary>Decides each write from what is stored: cases 3 to 6 of the store's contract. The back ends only read and apply.</summary>
internal static class WriteDecisions
{
    public static WriteDecision<Entity> Put(EntityKind kind, WriteState<Entity> state, EntityContent content, WriteCondition condition) => Put(
        state, state.Current?.Content == content, condition, kind.MostPerTenant is { } most ? (most, kind.Plural) : null, standsForOthers: kind.Parent is null);

    /// <param name="same">Whether the current content equals the new one.</param>
    /// <param name="limit">For a kind with a limit: how many of it a tenant may have, and their name.</param>
    /// <param name="standsForOthers">Whether a tombstone of this kind also stands for other items: for those that were deleted with it.</param>
    public static WriteDecision<T> Put<T>(WriteState<T> state, bool same, WriteCondition condition, (int Most, string Name)? limit, bool standsForOthers)
        where T : class
    {
        if (!state.ParentExists)
        {
            return Refuse(new WriteResult<T>.NotFound());
        }

        switch (condition)
        {
            case WriteCondition.Create when state.Current is not null && !same:
                return Refuse(new WriteResult<T>.Conflict(state.Current));
            case WriteCondition.Create when state.Deleted:
                return Refuse(new WriteResult<T>.Gone());
            case WriteCondition.Match when state.Current is null:
                return Refuse(new WriteResult<T>.NotFound());
            case WriteCondition.Match match when match.ETag != state.ETag:
                return Refuse(new WriteResult<T>.Conflict(state.Current!));
        }

        if (state.Current is not null)
        {
            return same ? Refuse(new WriteResult<T>.Unchanged(state.Current, state.Position)) : new WriteDecision<T>(null);
        }

        if (limit is var (most, name) && state.Count >= most)
        {
            return Refuse(new WriteResult<T>.LimitReached($"A tenant has at most {most} {name}."));
        }

        // The new item replaces the tombstone, and nothing stands for the others any more: a client that has not seen the tombstone needs a full read.
        return new(null, Created: true, standsForOthers ? state.Tombstone : null);
    }

    public static WriteDecision<T> Delete<T>(WriteState<T> state, string etag)
        where T : class =>
        !state.ParentExists || state.Current is null ? Refuse(new WriteResult<T>.NotFound())
        : state.ETag != etag ? Refuse(new WriteResult<T>.Conflict(state.Current))
        : new WriteDecision<T>(null);

    private static WriteDecision<T> Refuse<T>(WriteResult<T> result) => new(result);
}
