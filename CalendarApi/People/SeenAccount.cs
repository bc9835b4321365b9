using TeamCalendars.People;
using TeamCalendars.Tenants;

namespace CalendarApi.People;

/// <summary>An account as a source of people names it.</summary>
internal sealed record SeenAccount(TenantId Tenant, Guid ObjectId, string DisplayName, string? Address)
{
    public PersonId Id => PersonId.OfAccount(ObjectId);

    /// <param name="addresses">The first that has the form of an address is taken: a user principal name may be a telephone number.</param>
    /// <returns>Null when there is no usable name.</returns>
    public static SeenAccount? From(TenantId tenant, Guid objectId, string? name, params IEnumerable<string?> addresses) => PersonRules.NameFrom(name) is { } usable
        ? new SeenAccount(tenant, objectId, usable, addresses.FirstOrDefault(address => address is not null && PersonRules.IsAddress(address)))
        : null;

    /// <returns>The entry with the account's name and address, and everything else as it is.</returns>
    public PersonContent Over(PersonContent? current) => new()
    {
        Sort = PersonSort.Account,
        DisplayName = DisplayName,
        Address = Address ?? current?.Address,
        TimeZone = current?.TimeZone,
    };
}
