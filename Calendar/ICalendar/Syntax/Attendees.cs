using TeamCalendars.Events;

namespace TeamCalendars.ICalendar.Syntax;

/// <summary>
/// Whom an event is for, as ATTENDEE (RFC 5545 §3.8.4.1): <c>mailto:adele@contoso.example</c>, or for a name that is no address a URN of our own
/// with the name in it, beside the CN that other programs show.
/// </summary>
internal static class Attendees
{
    private const string MailTo = "mailto:";
    private const string Named = "urn:x-calendar-assignee:";

    /// <returns>Null when it names nobody.</returns>
    public static string? Read(ContentLine line)
    {
        var address = line.Value.Trim();
        var name = address.StartsWith(Named, StringComparison.OrdinalIgnoreCase) ? Uri.UnescapeDataString(address[Named.Length..])
            : address.StartsWith(MailTo, StringComparison.OrdinalIgnoreCase) ? address[MailTo.Length..].Trim()
            : line.Parameter("CN") is { Length: > 0 } commonName ? commonName
            : address;
        // Some write a name where the address would be, none, or one without end.
        name = new string([.. name.Where(c => !char.IsControl(c))]).Trim();
        return name.Length is > 0 and <= EventRules.MaxAssignee ? name : null;
    }

    public static string Address(string assignee) => IsAddress(assignee) ? MailTo + assignee : Named + Uri.EscapeDataString(assignee);

    /// <summary>ATTENDEE, with the name in CN where the address does not say it; quoted, with RFC 6868's escapes.</summary>
    public static string Property(string assignee) => IsAddress(assignee)
        ? "ATTENDEE"
        : $"ATTENDEE;CN=\"{assignee.Replace("^", "^^", StringComparison.Ordinal).Replace("\"", "^'", StringComparison.Ordinal).ReplaceLineEndings("^n")}\"";

    /// <summary>Whether it can stand after <c>mailto:</c> as it is: what a user principal name looks like.</summary>
    private static bool IsAddress(string assignee)
    {
        var at = assignee.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at < assignee.Length - 1 && assignee.All(c => char.IsAsciiLetterOrDigit(c) || c is '@' or '.' or '_' or '-' or '+')
            && assignee.LastIndexOf('@') == at;
    }
}
