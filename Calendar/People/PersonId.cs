using TeamCalendars.Calendars;

namespace TeamCalendars.People;

/// <summary>An entry's id within its tenant's directory: 1 to 64 of <c>A-Z a-z 0-9 _ -</c>, case-sensitive. That of an account is the account's object id in Entra ID.</summary>
public readonly record struct PersonId
{
    private PersonId(string value) => Value = value;

    public string Value { get; }

    /// <exception cref="FormatException">The text is not 1 to 64 of the allowed characters.</exception>
    public static PersonId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException("An id is 1 to 64 of A-Z a-z 0-9 _ and -.");

    public static bool TryParse(string? text, out PersonId id)
    {
        id = IdSyntax.IsValid(text) ? new(text!) : default;
        return id.Value is not null;
    }

    /// <summary>The id of the account with this object id.</summary>
    public static PersonId OfAccount(Guid objectId) => new(objectId.ToString("D"));

    public override string ToString() => Value;
}
