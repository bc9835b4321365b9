namespace CalendarApi.Changes;

/// <summary>The tenant's head.</summary>
/// <param name="Epoch">The id of the store's present life.</param>
/// <param name="Version">The number of changes committed for the tenant in this epoch.</param>
/// <param name="Token">The sync token: given as <c>since</c>, it returns every later change.</param>
internal sealed record HeadJson(string Epoch, long Version, string Token);
