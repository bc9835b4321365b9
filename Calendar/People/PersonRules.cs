using TeamCalendars.Rules;

namespace TeamCalendars.People;

/// <summary>What an entry of the directory must be to be stored.</summary>
public static class PersonRules
{
    /// <summary>How many entries a tenant may have.</summary>
    public const int MostPerTenant = 50_000;

    public const int MaxDisplayName = 200;

    /// <summary>The longest address that mail can be sent to (RFC 5321 §4.5.3.1.3: 256 with the angle brackets).</summary>
    public const int MaxAddress = 254;

    /// <returns>Every violation; empty when the content may be stored.</returns>
    public static IReadOnlyList<RuleViolation> Check(PersonContent content)
    {
        var violations = new List<RuleViolation>();
        TextRules.Required(violations, "displayName", content.DisplayName, MaxDisplayName);
        TextRules.Optional(violations, "address", content.Address, MaxAddress);
        if (content.Address is not null && !IsAddress(content.Address))
        {
            violations.Add(new RuleViolation("address", "Must be an e-mail address such as adele@contoso.com."));
        }

        if (content.TimeZone is not null)
        {
            TextRules.TimeZone(violations, "timeZone", content.TimeZone);
        }

        return violations;
    }

    /// <summary>A name from another system, without what a name here may not have: invisible characters, and what is beyond the longest name.</summary>
    /// <returns>Null when nothing is left of it.</returns>
    public static string? NameFrom(string? text)
    {
        var visible = HiddenCharacters.Strip(new string([.. (text ?? "").Where(c => !char.IsControl(c))]), isLong: false).Trim();
        // The cut may part what was joined.
        var name = HiddenCharacters.Strip(TextRules.Shorten(visible, MaxDisplayName), isLong: false);
        return HiddenCharacters.HasVisible(name) ? name : null;
    }

    /// <summary>An account's id is its object id, so that a sign-in finds the entry.</summary>
    public static bool MayHave(PersonId id, PersonSort sort) => sort is not PersonSort.Account || (Guid.TryParseExact(id.Value, "D", out var parsed) && PersonId.OfAccount(parsed) == id);

    /// <summary>Whether only an administrator may make this change. Everybody may write entries of contacts and resources.</summary>
    /// <param name="current">What is stored; null for nothing.</param>
    /// <param name="next">What is to be stored; null for a deletion.</param>
    public static bool NeedsAdministrator(PersonContent? current, PersonContent? next) =>
        current?.Sort is PersonSort.Account || next?.Sort is PersonSort.Account;

    /// <summary>Whether the text has the form of an address. Only the mail server of its domain knows whether the address exists.</summary>
    public static bool IsAddress(string text)
    {
        var at = text.LastIndexOf('@');
        return at > 0 && at < text.Length - 1 && !text.Any(c => char.IsWhiteSpace(c) || c is '<' or '>' or ',' or ';' or '"' or ':');
    }
}
