namespace CalendarApi.People;

/// <summary>One page of the tenant's directory.</summary>
/// <param name="Items">Ordered by id. A page of a search may have few items or none although more pages follow.</param>
/// <param name="Next">The value of <c>after</c> for the next page; absent on the last page.</param>
internal sealed record PeopleJson(IReadOnlyList<PersonJson> Items, string? Next);
