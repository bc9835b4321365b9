namespace TeamCalendars.Entities;

/// <summary>What a client says of an entity. Each kind has its own type of content, which is compared by value: a repeated write is recognised by that.</summary>
public abstract record EntityContent;
