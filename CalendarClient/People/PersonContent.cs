namespace CalendarClient;

/// <summary>The part of an entry of the directory that callers write.</summary>
public record PersonContent
{
    /// <summary>One of <see cref="PersonSorts"/>. Only an administrator may write an entry of an account.</summary>
    public required string Sort { get; init; }

    /// <summary>1 to 200 characters.</summary>
    public required string DisplayName { get; init; }

    /// <summary>An e-mail address, or the user principal name of an account; null when it is not known.</summary>
    public string? Address { get; init; }

    /// <summary>The person's IANA zone, such as <c>Europe/Berlin</c>; null when it is not known.</summary>
    public string? TimeZone { get; init; }
}
