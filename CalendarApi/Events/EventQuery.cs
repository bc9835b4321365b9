using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace CalendarApi.Events;

/// <summary>The query of a list. The values are texts, so that a value that cannot be read gets an error with its name.</summary>
internal sealed record EventQuery(
    [property: FromQuery(Name = "from"), Description("Start of the window, an RFC 3339 instant; requires to.")] string? From,
    [property: FromQuery(Name = "to"), Description("End of the window, exclusive; at most 400 days after from.")] string? To,
    [property: FromQuery(Name = "after"), Description("next of the previous page.")] string? After,
    [property: FromQuery(Name = "limit"), Description("Events per page, 1 to 1000; the default is 500.")] string? Limit);
