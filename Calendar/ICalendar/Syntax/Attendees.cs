using TeamCalendars.Events;
using TeamCalendars.People;

namespace TeamCalendars.ICalendar.Syntax;

/// <summary>
/// Whom an event is for, as ATTENDEE (RFC 5545 §3.8.4.1): <c>ATTENDEE;CN="Adele Vance":mailto:adele@contoso.example</c>, or for somebody without an address
/// a URN of our own with the name in it.
/// </summary>
internal static class Attendees
{
    private const string MailTo = "mailto:";
    private const string Named = "urn:x-calendar-assignee:";

    /// <returns>Null when it names nobody.</returns>
    public static PersonText? Read(ContentLine line)
    {
        var address = line.Value.Trim();
        var commonName = Clean(line.Parameter("CN") ?? "");
        var isAddress = address.StartsWith(MailTo, StringComparison.OrdinalIgnoreCase);
        var text = Clean(address.StartsWith(Named, StringComparison.OrdinalIgnoreCase) ? Uri.UnescapeDataString(address[Named.Length..])
            : isAddress ? Uri.UnescapeDataString(address[MailTo.Length..])
            : commonName.Length > 0 ? commonName
            : address);
        return text.Length is > 0 and <= EventRules.MaxUnmatchedAssignee ? new PersonText(text, isAddress && commonName.Length > 0 ? commonName : null) : null;
    }

    /// <summary>ATTENDEE with the name in CN; quoted, with RFC 6868's escapes.</summary>
    public static string Property(PersonContent person) =>
        $"ATTENDEE;CN=\"{person.DisplayName.Replace("^", "^^", StringComparison.Ordinal).Replace("\"", "^'", StringComparison.Ordinal).ReplaceLineEndings("^n")}\"";

    public static string Address(PersonContent person) => person.Address is { } address ? MailTo + Escaped(address) : Named + Uri.EscapeDataString(person.DisplayName);

    /// <summary>RFC 6068: an address in a mailto URI. Most need no escapes.</summary>
    private static string Escaped(string address) => Uri.EscapeDataString(address).Replace("%40", "@", StringComparison.Ordinal).Replace("%2B", "+", StringComparison.Ordinal);

    /// <summary>Some write a name where the address would be, none, or one without end.</summary>
    private static string Clean(string text) => new string([.. text.Where(c => !char.IsControl(c))]).Trim();
}
