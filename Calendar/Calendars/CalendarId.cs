namespace TeamCalendars.Calendars;

/// <summary>A calendar's id within its tenant, chosen by the client: 1 to 64 of <c>A-Z a-z 0-9 _ -</c>, case-sensitive.</summary>
public readonly record struct CalendarId
{
    private CalendarId(string value) => Value = value;

    public string Value { get; }

    /// <exception cref="FormatException">The text is not 1 to 64 of the allowed characters.</exception>
    public static CalendarId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException("An id is 1 to 64 of A-Z a-z 0-9 _ and -.");

    public static bool TryParse(string? text, out CalendarId id)
    {
        id = IdSyntax.IsValid(text) ? new(text!) : default;
        return id.Value is not null;
    }

    public override string ToString() => Value;
}
