using TeamCalendars.Tenants;

namespace CalendarStore.Changes;

/// <summary>The answer to "what changed since".</summary>
public abstract record ChangesResult
{
    private ChangesResult()
    {
    }

    public sealed record Found(ChangeSet Changes) : ChangesResult;

    /// <summary>The position is of another epoch, ahead of the store, or older than the kept tombstones: the client needs a full read.</summary>
    public sealed record Expired(Position Current) : ChangesResult;
}
