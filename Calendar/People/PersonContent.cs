using TeamCalendars.Entities;

namespace TeamCalendars.People;

/// <summary>The content of an entry of the directory. Checked by <c>PersonRules</c> before it may be stored.</summary>
public sealed record PersonContent : EntityContent
{
    public required PersonSort Sort { get; init; }

    /// <summary>1 to 200 characters.</summary>
    public required string DisplayName { get; init; }

    /// <summary>An e-mail address, or the user principal name of an account; up to 254 characters.</summary>
    public string? Address { get; init; }

    /// <summary>The IANA zone that the person lives in or the resource is in; null when it is not known.</summary>
    public string? TimeZone { get; init; }
}
