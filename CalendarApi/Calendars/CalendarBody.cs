using System.Text.Json;
using CalendarApi.Bodies;
using TeamCalendars.Calendars;

namespace CalendarApi.Calendars;

/// <summary>What a client says of a calendar. A calendar that was read may be sent back whole: what the server sets is ignored.</summary>
internal sealed record CalendarBody
{
    public string? Name { get; init; }
    public string? Description { get; init; }
    public string? Color { get; init; }
    public string? TimeZone { get; init; }

    public JsonElement? Id { get; init; }
    public JsonElement? Etag { get; init; }
    public JsonElement? Version { get; init; }
    public JsonElement? UpdatedAt { get; init; }
    public JsonElement? UpdatedBy { get; init; }

    /// <returns>Null when a rule is broken; then <paramref name="errors"/> says which.</returns>
    public CalendarContent? ToContent(FieldErrors errors)
    {
        if (Name is null)
        {
            errors.Add("name", "is missing");
        }

        if (TimeZone is null)
        {
            errors.Add("timeZone", "is missing");
        }

        if (Name is null || TimeZone is null)
        {
            return null;
        }

        var content = new CalendarContent { Name = Name, Description = Description, Color = Color, TimeZone = TimeZone };
        errors.Add(CalendarRules.Check(content));
        return errors.Any ? null : content;
    }
}
