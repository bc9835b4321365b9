namespace CalendarStore.Transfer;

/// <summary>How far an export or import has come.</summary>
/// <param name="Step">What is being done: <c>export</c>, <c>check</c> or <c>import</c>.</param>
/// <param name="Items">How many of each kind: <c>4 calendars, 2,000 events</c>.</param>
public readonly record struct TransferProgress(string Step, string Items);
