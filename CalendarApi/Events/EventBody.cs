using System.Collections.Immutable;
using System.Text.Json;
using CalendarApi.Bodies;
using TeamCalendars.Events;
using TeamCalendars.People;

namespace CalendarApi.Events;

/// <summary>An event as a client sends it. A client may send back an event that it read: members that the server sets are ignored.</summary>
internal sealed record EventBody
{
    public string? Title { get; init; }
    public string? Description { get; init; }
    public string? Location { get; init; }
    public bool? AllDay { get; init; }
    public string? Start { get; init; }
    public string? End { get; init; }
    public string? TimeZone { get; init; }
    public string? TimeZoneRules { get; init; }
    public string? Category { get; init; }
    public string? Color { get; init; }
    public IReadOnlyList<string?>? Assignees { get; init; }
    public RecurrenceBody? Recurrence { get; init; }
    public string? Uid { get; init; }
    public string? RecurrenceId { get; init; }
    public int? Sequence { get; init; }
    public bool? Cancelled { get; init; }

    public JsonElement? Id { get; init; }
    public JsonElement? CalendarId { get; init; }
    public JsonElement? Etag { get; init; }
    public JsonElement? Version { get; init; }
    public JsonElement? UpdatedAt { get; init; }
    public JsonElement? UpdatedBy { get; init; }
    public JsonElement? Occurrences { get; init; }
    public JsonElement? OccurrencesTruncated { get; init; }

    /// <returns>Null when the content is invalid; then <paramref name="errors"/> has the reasons.</returns>
    public EventContent? ToContent(FieldErrors errors)
    {
        if (Title is null)
        {
            errors.Add("title", "is missing");
        }

        var time = EventTimeText.Read(AllDay ?? false, Start, End, TimeZone, errors);
        var assignees = ReadAssignees(errors);
        var recurrence = Recurrence?.Read(errors);
        if (Title is null || time is null || errors.Any)
        {
            return null;
        }

        var content = new EventContent
        {
            Title = Title,
            Description = Description,
            Location = Location,
            Time = TimeZoneRules is not null && time is EventTime.Zoned zoned ? zoned with { Rules = new ZoneRules(TimeZoneRules) } : time,
            Category = Category,
            Color = Color,
            Assignees = assignees,
            Recurrence = recurrence,
            Uid = Uid,
            RecurrenceId = RecurrenceId,
            Sequence = Sequence ?? 0,
            Cancelled = Cancelled ?? false,
        };
        errors.Add(EventRules.Check(content));
        return errors.Any ? null : content;
    }

    private ImmutableArray<PersonId> ReadAssignees(FieldErrors errors)
    {
        var people = new List<PersonId>();
        foreach (var (index, text) in TextList.Read("assignees", Assignees, errors).Index())
        {
            if (PersonId.TryParse(text, out var id))
            {
                people.Add(id);
            }
            else
            {
                errors.Add($"assignees[{index}]", "must be the id of a person of the directory");
            }
        }

        return [.. people];
    }
}
