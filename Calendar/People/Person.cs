using TeamCalendars.Writes;

namespace TeamCalendars.People;

/// <summary>An entry of the directory as stored: a person or a resource.</summary>
public sealed record Person
{
    public required PersonId Id { get; init; }
    public required PersonContent Content { get; init; }
    public required Revision Revision { get; init; }
}
