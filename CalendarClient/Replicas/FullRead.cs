namespace CalendarClient;

/// <summary>A full read that began after its head was read: everything at or before the head, and perhaps some later changes.</summary>
internal sealed record FullRead(Head Head, IReadOnlyList<IEntity> Items);
