using TeamCalendars.Tenants;

namespace TeamCalendars.Writes;

internal static class Conditions
{
    /// <summary>What a put ends with when it is not to be carried out; null when it is (the contract of the store, cases 3 and 4).</summary>
    public static WriteResult<T>? Check<T>(WriteCondition condition, T? current, string? etag, bool same, bool deleted, Func<Position> position)
        where T : class => condition switch
        {
            WriteCondition.Create when current is not null => same ? new WriteResult<T>.Unchanged(current, position()) : new WriteResult<T>.Conflict(current),
            WriteCondition.Create => deleted ? new WriteResult<T>.Gone() : null,
            WriteCondition.Match when current is null => new WriteResult<T>.NotFound(),
            WriteCondition.Match match when match.ETag != etag => new WriteResult<T>.Conflict(current),
            WriteCondition.Match or WriteCondition.Overwrite => same ? new WriteResult<T>.Unchanged(current!, position()) : null,
            _ => throw new ArgumentException($"'{condition}' is not a condition.", nameof(condition)),
        };
}
