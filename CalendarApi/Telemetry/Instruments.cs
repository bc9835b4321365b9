using System.Diagnostics;
using System.Diagnostics.Metrics;
using TeamCalendars.Calendars;
using TeamCalendars.Events;
using TeamCalendars.Writes;

namespace CalendarApi.Telemetry;

/// <summary>The API's own metrics, in addition to ASP.NET Core's.</summary>
internal static class Instruments
{
    public const string Name = "CalendarApi";

    public static readonly ActivitySource Activities = new(Name);

    private static readonly Meter Meter = new(Name);

    public static readonly Histogram<double> Negotiations = Meter.CreateHistogram<double>(
        "calendar.negotiation.duration", "s", "Duration of a negotiation, including the user's membership in the tenant's group.");

    public static readonly Counter<long> NotModified = Meter.CreateCounter<long>(
        "calendar.not_modified", "{response}", "Reads answered with 304.");

    public static readonly Histogram<long> ChangesSize = Meter.CreateHistogram<long>(
        "calendar.changes.size", "By", "Size of a page of changes, before compression.");

    public static readonly Histogram<long> ChangesItems = Meter.CreateHistogram<long>(
        "calendar.changes.items", "{item}", "Items of all kinds in a page of changes.");

    public static readonly Histogram<long> Imported = Meter.CreateHistogram<long>(
        "calendar.import.events", "{event}", "Events imported from a calendar file.");

    private static readonly Counter<long> Writes = Meter.CreateCounter<long>(
        "calendar.writes", "{write}", "Writes of a calendar, event or person, by outcome.");

    public static void Wrote<T>(string operation, WriteResult<T> result) => Writes.Add(
        1,
        new("operation", operation),
        new("item", typeof(T) == typeof(TeamCalendar) ? "calendar" : typeof(T) == typeof(CalendarEvent) ? "event" : "person"),
        new("outcome", result switch
        {
            WriteResult<T>.Written => "written",
            WriteResult<T>.Unchanged => "unchanged",
            WriteResult<T>.Conflict => "conflict",
            WriteResult<T>.Gone => "gone",
            WriteResult<T>.Unreadable => "unreadable",
            WriteResult<T>.Invalid => "invalid",
            WriteResult<T>.LimitReached => "limit",
            WriteResult<T>.Forbidden => "forbidden",
            _ => "not_found",
        }));
}
