using System.Collections.Immutable;
using TeamCalendars.Entities;
using TeamCalendars.People;

namespace TeamCalendars.Events;

/// <summary>The content of an event, as a client sends it. Checked by <c>EventRules</c> before it may be stored.</summary>
public sealed record EventContent : EntityContent
{
    /// <summary>1 to 200 characters.</summary>
    public required string Title { get; init; }

    /// <summary>Up to 8,000 characters.</summary>
    public string? Description { get; init; }

    /// <summary>Up to 500 characters.</summary>
    public string? Location { get; init; }

    public required EventTime Time { get; init; }

    /// <summary>Up to 64 characters; shared by the tenant.</summary>
    public string? Category { get; init; }

    /// <summary><c>#rrggbb</c>, lower case; when absent the calendar's.</summary>
    public string? Color { get; init; }

    /// <summary>Who it is for: up to 50 people of the tenant's directory, each once. The id of a person who was deleted stays.</summary>
    public ImmutableArray<PersonId> Assignees { get; init; } = [];

    /// <summary>
    /// Whom it is for besides, as texts that are still to be matched with the directory (<see cref="AssigneeMatching"/>): of a calendar file, of an export of an older version,
    /// or of an event that an older version stored.
    /// </summary>
    internal ImmutableArray<PersonText> UnmatchedAssignees { get; init; } = [];

    /// <summary>Null for an event that happens once.</summary>
    public Recurrence? Recurrence { get; init; }

    /// <summary>The iCalendar UID (RFC 5545 §3.8.4.7) of an imported event; up to 1,000 characters.</summary>
    public string? Uid { get; init; }

    /// <summary>
    /// For an event that replaces one occurrence of a series (same <see cref="Uid"/>): that occurrence's original start (RFC 5545 §3.8.4.4).
    /// With a <see cref="Recurrence"/> it replaces that occurrence and all later ones (RANGE=THISANDFUTURE, §3.2.13).
    /// </summary>
    public string? RecurrenceId { get; init; }

    /// <summary>The version of an imported event (SEQUENCE, RFC 5545 §3.8.7.4). A file with an older one does not overwrite it.</summary>
    public int Sequence { get; init; }

    /// <summary>Whether it was cancelled (STATUS:CANCELLED, §3.8.1.11). It has no occurrences then, and is kept so that an older file does not bring it back.</summary>
    public bool Cancelled { get; init; }

    /// <summary>By value, the lists included: a repeated write is recognised by it.</summary>
    public bool Equals(EventContent? other) =>
        other is not null
        && Title == other.Title
        && Description == other.Description
        && Location == other.Location
        && Time == other.Time
        && Category == other.Category
        && Color == other.Color
        && Assignees.SequenceEqual(other.Assignees)
        && UnmatchedAssignees.SequenceEqual(other.UnmatchedAssignees)
        && Recurrence == other.Recurrence
        && Uid == other.Uid
        && RecurrenceId == other.RecurrenceId
        && Sequence == other.Sequence
        && Cancelled == other.Cancelled;

    public override int GetHashCode() => HashCode.Combine(Title, Time, Uid, RecurrenceId, Recurrence);
}
