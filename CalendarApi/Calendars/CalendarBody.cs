using System.Text.Json;
using CalendarApi.Bodies;
using TeamCalendars.Calendars;

namespace CalendarApi.Calendars;

/// <summary>A calendar as a client sends it. A client may send back a calendar that it read: members that the server sets are ignored.</summary>
internal sealed record CalendarBody
{
    public string? Name { get; init; }
    public string? Description { get; init; }
    public string? Color { get; init; }
    public string? TimeZone { get; init; }

    /// <summary>Absent: a new calendar belongs to its creator and is edited by everyone, and another one keeps its access.</summary>
    public IReadOnlyList<GrantBody?>? Access { get; init; }

    public JsonElement? Id { get; init; }
    public JsonElement? Etag { get; init; }
    public JsonElement? Version { get; init; }
    public JsonElement? UpdatedAt { get; init; }
    public JsonElement? UpdatedBy { get; init; }
    public JsonElement? Role { get; init; }
    public JsonElement? ReadInFull { get; init; }

    /// <returns>Null when the content is invalid; then <paramref name="errors"/> has the reasons.</returns>
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

        var access = GrantBody.Read(Access, errors);
        if (Name is null || TimeZone is null || errors.Any)
        {
            return null;
        }

        var content = new CalendarContent { Name = Name, Description = Description, Color = Color, TimeZone = TimeZone, Access = access };
        errors.Add(CalendarRules.Check(content));
        return errors.Any ? null : content;
    }
}
