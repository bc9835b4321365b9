using TeamCalendars.Rights;
using TeamCalendars.Rules;
using TeamCalendars.Tenants;

namespace TeamCalendars.Writes;

/// <summary>How a write ended. Only <see cref="Written"/> changed anything.</summary>
public abstract record WriteResult<T>
{
    private WriteResult()
    {
    }

    /// <summary>What a bulk write took otherwise than it was given, as a sentence; null when nothing.</summary>
    public string? Warning { get; init; }

    /// <summary>Committed, durably. <paramref name="Item"/> is null for a deletion.</summary>
    public sealed record Written(T? Item, Position Position, bool Created) : WriteResult<T>;

    /// <summary>The stored content is already exactly this (and the condition holds): nothing was written, nothing is announced.</summary>
    public sealed record Unchanged(T Item, Position Position) : WriteResult<T>;

    /// <summary>The condition does not hold; <paramref name="Current"/> is what is there.</summary>
    public sealed record Conflict(T Current) : WriteResult<T>;

    /// <summary>No such calendar or event in this tenant.</summary>
    public sealed record NotFound : WriteResult<T>;

    /// <summary>The condition does not hold, and what is there cannot be read. With its <paramref name="ETag"/> it can be replaced or deleted.</summary>
    public sealed record Unreadable(string ETag) : WriteResult<T>;

    /// <summary>A create under the id of a deleted item: a late repetition of an old request must not bring it back.</summary>
    public sealed record Gone : WriteResult<T>;

    /// <summary>The content does not fit what is stored elsewhere, such as an event for a person who is not in the directory. Nothing was written.</summary>
    public sealed record Invalid(IReadOnlyList<RuleViolation> Violations) : WriteResult<T>;

    /// <summary>The tenant is at a limit (<paramref name="Limit"/> says which); nothing was written.</summary>
    public sealed record LimitReached(string Limit) : WriteResult<T>;

    /// <summary>The writer may see the calendar and not do this with it; <paramref name="Needed"/> is the role that may.</summary>
    public sealed record Forbidden(CalendarRole Needed) : WriteResult<T>;

    /// <summary>The same result, of another view of its item.</summary>
    internal WriteResult<TOther> Select<TOther>(Func<T, TOther> view) => ((WriteResult<TOther>)(this switch
    {
        Written written => new WriteResult<TOther>.Written(written.Item is null ? default : view(written.Item), written.Position, written.Created),
        Unchanged unchanged => new WriteResult<TOther>.Unchanged(view(unchanged.Item), unchanged.Position),
        Conflict conflict => new WriteResult<TOther>.Conflict(view(conflict.Current)),
        NotFound => new WriteResult<TOther>.NotFound(),
        Unreadable unreadable => new WriteResult<TOther>.Unreadable(unreadable.ETag),
        Gone => new WriteResult<TOther>.Gone(),
        Invalid invalid => new WriteResult<TOther>.Invalid(invalid.Violations),
        LimitReached limit => new WriteResult<TOther>.LimitReached(limit.Limit),
        Forbidden forbidden => new WriteResult<TOther>.Forbidden(forbidden.Needed),
        _ => throw new InvalidOperationException($"'{this}' is no result of a write."),
    })) with
    { Warning = Warning };
}
