namespace CalendarClient;

/// <summary>
/// The answer of the API: <see cref="Ok"/> or <see cref="Refused"/>. Refusals that a caller can act on (400, 404, 409, 410, 412, 413, 428 …) are values;
/// those that only time or an administrator can remedy (401, 403, 408, 429, 5xx) are thrown as <see cref="CalendarApiException"/>.
/// </summary>
/// <typeparam name="T">The value of a successful answer.</typeparam>
public abstract record Answer<T>
{
    private Answer()
    {
    }

    /// <summary>The tenant's head when the answer was given; for a write, the position of that write itself. Null when the answer did not name it.</summary>
    public Position? Head { get; init; }

    /// <summary>The value, for callers that do not expect a refusal.</summary>
    /// <exception cref="CalendarApiException">The API refused.</exception>
    public T Required() => this is Ok ok ? ok.Value : throw new CalendarApiException(((Refused)this).Problem);

    /// <summary>The API did what was asked.</summary>
    /// <param name="Value">What it answered.</param>
    /// <param name="Created">Whether the write created something (201) rather than replaced it (200).</param>
    public sealed record Ok(T Value, bool Created = false) : Answer<T>;

    /// <summary>The API refused, and nothing was stored.</summary>
    /// <param name="Problem">Why.</param>
    public sealed record Refused(Problem Problem) : Answer<T>;
}
