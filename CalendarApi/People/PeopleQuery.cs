using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using TeamCalendars.People;

namespace CalendarApi.People;

/// <summary>The query of a list. The values are texts, so that a value that cannot be read gets an error with its name.</summary>
internal sealed record PeopleQuery(
    [property: FromQuery(Name = "q"), Description("The beginning of a name, of a word in a name, or of an address; case and accents make no difference.")] string? Q,
    [property: FromQuery(Name = "after"), Description("next of the previous page.")] string? After,
    [property: FromQuery(Name = "limit"), Description("Entries per page, 1 to 1000; the default is 500.")] string? Limit)
{
    public const int DefaultLimit = 500;

    /// <summary>A longer text is the beginning of no name or address.</summary>
    public const int MaxText = PersonRules.MaxAddress;
}
