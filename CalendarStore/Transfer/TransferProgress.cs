namespace CalendarStore.Transfer;

/// <summary>How far an export or import has come.</summary>
/// <param name="Step">What is being done: <c>export</c>, <c>check</c> or <c>import</c>.</param>
public readonly record struct TransferProgress(string Step, int Calendars, long Events);
