using System.Text.Json;
using CalendarApi.Bodies;
using TeamCalendars.People;

namespace CalendarApi.People;

/// <summary>An entry of the directory as a client sends it. A client may send back an entry that it read: members that the server sets are ignored.</summary>
internal sealed record PersonBody
{
    public string? Sort { get; init; }
    public string? DisplayName { get; init; }
    public string? Address { get; init; }
    public string? TimeZone { get; init; }

    public JsonElement? Id { get; init; }
    public JsonElement? Etag { get; init; }
    public JsonElement? Version { get; init; }
    public JsonElement? UpdatedAt { get; init; }
    public JsonElement? UpdatedBy { get; init; }

    /// <returns>Null when the content is invalid; then <paramref name="errors"/> has the reasons.</returns>
    public PersonContent? ToContent(FieldErrors errors)
    {
        var hasSort = PersonSorts.TryRead(Sort, out var sort);
        if (!hasSort)
        {
            errors.Add("sort", Sort is null ? "is missing" : "must be account, contact or resource");
        }

        if (DisplayName is null)
        {
            errors.Add("displayName", "is missing");
        }

        if (!hasSort || DisplayName is null)
        {
            return null;
        }

        var content = new PersonContent { Sort = sort, DisplayName = DisplayName, Address = Address, TimeZone = TimeZone };
        errors.Add(PersonRules.Check(content));
        return errors.Any ? null : content;
    }
}
