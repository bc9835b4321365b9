using CalendarApi.Changes;
using CalendarApi.Revisions;
using CalendarApi.Wire;
using TeamCalendars.People;

namespace CalendarApi.People;

/// <summary>An entry of the tenant's directory on the wire: a person or a resource.</summary>
/// <param name="Id">Its id within the tenant; that of an account is its object id in Entra ID.</param>
/// <param name="Sort"><c>account</c>, <c>contact</c> (somebody without an account) or <c>resource</c> (a room, a vehicle).</param>
/// <param name="DisplayName">1 to 200 characters.</param>
/// <param name="Address">An e-mail address, or the user principal name of an account.</param>
/// <param name="TimeZone">The person's IANA zone; absent when it is not known.</param>
/// <param name="Etag">The revision, with its quotes, as <c>If-Match</c> takes it.</param>
/// <param name="Version">The tenant's version after the last write of this entry.</param>
/// <param name="UpdatedAt">The time of that write.</param>
/// <param name="UpdatedBy">The Entra object id of the user that made that write; of an account that the system entered, its own.</param>
internal sealed record PersonJson(
    string Id,
    string Sort,
    string DisplayName,
    string? Address,
    string? TimeZone,
    string Etag,
    long Version,
    string UpdatedAt,
    string UpdatedBy) : ChangedPersonJson
{
    public static PersonJson From(Person person) => new(
        person.Id.Value,
        PersonSorts.NameOf(person.Content.Sort),
        person.Content.DisplayName,
        person.Content.Address,
        person.Content.TimeZone,
        EntityTag.Quote(person.Revision.ETag),
        person.Revision.Version,
        WireTime.Instant.Format(person.Revision.At),
        person.Revision.By);
}
