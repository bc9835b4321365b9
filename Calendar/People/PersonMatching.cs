using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using TeamCalendars.Tenants;

namespace TeamCalendars.People;

/// <summary>
/// Finds the person of the directory that a text means: an assignee from before there was a directory, or an ATTENDEE of a calendar file. The address counts first, then the exact name.
/// Whoever is not found becomes a contact, with an id that is made from the tenant and the text, so that a repetition makes the same contact.
/// It does not learn the contacts that it makes: what a text means must not depend on the order of the texts.
/// </summary>
public sealed class PersonMatching
{
    private readonly TenantId tenant;
    private readonly Dictionary<string, PersonId> byAddress = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Null for a name that several entries have: it means nobody for certain.</summary>
    private readonly Dictionary<string, PersonId?> byName = new(StringComparer.Ordinal);

    public PersonMatching(TenantId tenant, IEnumerable<Person> directory)
    {
        this.tenant = tenant;
        // Several entries may have one address. The account is the one that signs in; among equals the order of ids decides, so that every reading finds the same one.
        foreach (var person in directory.OrderBy(person => person.Content.Sort).ThenBy(person => person.Id.Value, StringComparer.Ordinal))
        {
            if (person.Content.Address is { } address)
            {
                byAddress.TryAdd(address, person.Id);
            }

            byName[person.Content.DisplayName] = byName.ContainsKey(person.Content.DisplayName) ? null : person.Id;
        }
    }

    /// <returns>Null when the directory has nobody with this address or name.</returns>
    public PersonId? Find(string? address, string? name) =>
        address is not null && byAddress.TryGetValue(address, out var found) ? found
        : name is not null && byName.TryGetValue(name, out var named) ? named
        : null;

    /// <returns>The entry that the text means, and its content if it is to be added to the directory; null when no name can be made of the text.</returns>
    public (PersonId Id, PersonContent? Added)? Match(PersonText text)
    {
        if (Find(text.Text, text.Name ?? text.Text) is { } found)
        {
            return (found, null);
        }

        if ((PersonRules.NameFrom(text.Name) ?? PersonRules.NameFrom(text.Text)) is not { } name)
        {
            return null;
        }

        var contact = new PersonContent { Sort = PersonSort.Contact, DisplayName = name, Address = text.Text };
        return (IdOf(text.Text), PersonRules.Check(contact).Count == 0 ? contact : contact with { Address = null });
    }

    /// <summary>22 characters of base64url have 132 bits: two texts do not get the same id.</summary>
    private PersonId IdOf(string text) =>
        PersonId.Parse("contact-" + Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"{tenant}\n{(PersonRules.IsAddress(text) ? text.ToLowerInvariant() : text)}")))[..22]);
}
