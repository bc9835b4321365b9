namespace TeamCalendars.Entities;

/// <summary>The content of an entity, as a client sends it. Each kind has its own type of content, which is compared by value: a repeated write is recognised by that.</summary>
public abstract record EntityContent;
