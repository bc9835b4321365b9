namespace CalendarClient;

/// <summary>
/// What the API said. Refusals that a caller can act on (400, 404, 409, 410, 412, 413, 428 …) are values;
/// those that only time or an administrator mends (401, 403, 429, 5xx) are thrown as <see cref="CalendarApiException"/>.
/// </summary>
public abstract record Answer<T>
{
    private Answer()
    {
    }

    /// <summary>The tenant's head when the answer was given; for a write, the position of that write itself.</summary>
    public Position? Head { get; init; }

    /// <summary>The value, for callers that have no use for refusals.</summary>
    /// <exception cref="CalendarApiException">It was refused.</exception>
    public T Required() => this is Ok ok ? ok.Value : throw new CalendarApiException(((Refused)this).Problem);

    /// <param name="Created">Whether the write made something new (201).</param>
    public sealed record Ok(T Value, bool Created = false) : Answer<T>;

    public sealed record Refused(Problem Problem) : Answer<T>;
}
