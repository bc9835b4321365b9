using TeamCalendars.People;
using TeamCalendars.Tenants;

namespace CalendarApi.People;

/// <summary>An account as a source of people names it.</summary>
internal sealed record SeenAccount(TenantId Tenant, Guid ObjectId, string DisplayName, string? Address)
{
    public PersonId Id => PersonId.OfAccount(ObjectId);

    /// <returns>The entry with the account's name and address, and everything else as it is.</returns>
    public PersonContent Over(PersonContent? current) => new()
    {
        Sort = PersonSort.Account,
        DisplayName = DisplayName,
        Address = Address ?? current?.Address,
        TimeZone = current?.TimeZone,
    };
}
