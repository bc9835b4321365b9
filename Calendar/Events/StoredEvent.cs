using System.Collections.Immutable;
using System.Text.Json;
using NodaTime.Text;
using TeamCalendars.People;

namespace TeamCalendars.Events;

/// <summary>An event's content in its column. A zone means wall times, none means whole days.</summary>
internal sealed record StoredEvent
{
    public required string Title { get; init; }
    public string? Description { get; init; }
    public string? Location { get; init; }
    public required string Start { get; init; }
    public required string End { get; init; }
    public string? TimeZone { get; init; }
    public string? TimeZoneRules { get; init; }
    public string? Category { get; init; }
    public string? Color { get; init; }

    /// <summary>Ids of people.</summary>
    public ImmutableArray<string>? People { get; init; }

    /// <summary>Names and addresses that are not matched with the directory. Older versions wrote them.</summary>
    public ImmutableArray<string>? Assignees { get; init; }

    public StoredRecurrence? Recurrence { get; init; }
    public string? Uid { get; init; }
    public string? RecurrenceId { get; init; }
    public int? Sequence { get; init; }
    public bool? Cancelled { get; init; }

    public static StoredEvent From(EventContent content)
    {
        var (start, end, zone) = content.Time switch
        {
            EventTime.Zoned timed => (LocalDateTimePattern.ExtendedIso.Format(timed.Start), LocalDateTimePattern.ExtendedIso.Format(timed.End), timed.TimeZone),
            EventTime.AllDay days => (LocalDatePattern.Iso.Format(days.Start), LocalDatePattern.Iso.Format(days.End), null),
            _ => throw new InvalidOperationException("An event's time is wall times or whole days."),
        };
        return new StoredEvent
        {
            Title = content.Title,
            Description = content.Description,
            Location = content.Location,
            Start = start,
            End = end,
            TimeZone = zone,
            TimeZoneRules = (content.Time as EventTime.Zoned)?.Rules?.Text,
            Category = content.Category,
            Color = content.Color,
            People = content.Assignees.IsDefaultOrEmpty ? null : [.. content.Assignees.Select(person => person.Value)],
            Assignees = content.UnmatchedAssignees.IsEmpty ? null : [.. content.UnmatchedAssignees.Select(person => person.Text)],
            Recurrence = content.Recurrence is { } recurrence ? StoredRecurrence.From(recurrence) : null,
            Uid = content.Uid,
            RecurrenceId = content.RecurrenceId,
            Sequence = content.Sequence == 0 ? null : content.Sequence,
            Cancelled = content.Cancelled ? true : null,
        };
    }

    public EventContent ToContent() => new()
    {
        Title = Title,
        Description = Description,
        Location = Location,
        Time = TimeZone is null
            ? new EventTime.AllDay(LocalDatePattern.Iso.Parse(Start).Value, LocalDatePattern.Iso.Parse(End).Value)
            : new EventTime.Zoned(LocalDateTimePattern.ExtendedIso.Parse(Start).Value, LocalDateTimePattern.ExtendedIso.Parse(End).Value, TimeZone)
            {
                Rules = TimeZoneRules is null ? null : new ZoneRules(TimeZoneRules),
            },
        Category = Category,
        Color = Color,
        Assignees = [.. (People ?? []).Select(PersonId.Parse)],
        UnmatchedAssignees = [.. (Assignees ?? []).Select(text => new PersonText(text ?? throw new JsonException("An assignee is null.")))],
        Recurrence = Recurrence?.ToRecurrence(),
        Uid = Uid,
        RecurrenceId = RecurrenceId,
        Sequence = Sequence ?? 0,
        Cancelled = Cancelled ?? false,
    };
}
