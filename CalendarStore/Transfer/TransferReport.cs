namespace CalendarStore.Transfer;

/// <summary>What was moved.</summary>
/// <param name="Items">How many of each kind: <c>4 calendars, 2,000 events</c>.</param>
/// <param name="Digest"><c>sha256:…</c> over ids and contents in their order: two tenants with the same digest hold the same items.</param>
/// <param name="EventsWithTexts">How many imported events named somebody by a text, as those of an older version do. The tenant has them with people of its directory, so its digest is another one.</param>
public sealed record TransferReport(string Items, string Digest, int EventsWithTexts = 0);
