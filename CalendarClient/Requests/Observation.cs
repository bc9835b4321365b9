namespace CalendarClient;

/// <summary>What an answer of the API reveals: the tenant's head and, for a write, the written item.</summary>
/// <param name="Head">From the header <c>Calendar-Position</c>.</param>
/// <param name="Item">The item that was written or deleted.</param>
internal readonly record struct Observation(Position Head, ChangedEntity? Item = null);
