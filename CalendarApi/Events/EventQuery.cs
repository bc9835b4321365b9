using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace CalendarApi.Events;

/// <summary>What to list. Kept as text: each is read with an error that names it.</summary>
internal sealed record EventQuery(
    [property: FromQuery(Name = "from"), Description("Start of the window, an RFC 3339 instant; goes with to.")] string? From,
    [property: FromQuery(Name = "to"), Description("End of the window, exclusive; at most 400 days after from.")] string? To,
    [property: FromQuery(Name = "after"), Description("next of the page before.")] string? After,
    [property: FromQuery(Name = "limit"), Description("Events per page, 1 to 1000; 500 unless told.")] string? Limit);
