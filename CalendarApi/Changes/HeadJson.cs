namespace CalendarApi.Changes;

/// <summary>How far the tenant's data has come.</summary>
/// <param name="Epoch">Names the life of the store.</param>
/// <param name="Version">The number of changes ever committed for the tenant in it.</param>
/// <param name="Token">What to give as <c>since</c> to hear of every later change.</param>
internal sealed record HeadJson(string Epoch, long Version, string Token);
