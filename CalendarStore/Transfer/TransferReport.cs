namespace CalendarStore.Transfer;

/// <summary>What was moved.</summary>
/// <param name="Digest"><c>sha256:…</c> over ids and contents in their order: two tenants with the same digest hold the same calendars and events.</param>
public sealed record TransferReport(int Calendars, long Events, string Digest);
