using NodaTime;
using TeamCalendars.Calendars;
using TeamCalendars.Events;
using TeamCalendars.People;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarStore.Tests;

/// <summary>Valid values. A test changes the part that it is about.</summary>
internal static class Sample
{
    public static readonly TenantId Contoso = new(Guid.Parse("aaaaaaaa-1111-4111-8111-111111111111"));
    public static readonly TenantId Fabrikam = new(Guid.Parse("bbbbbbbb-2222-4222-8222-222222222222"));
    public static readonly TenantId Northwind = new(Guid.Parse("cccccccc-3333-4333-8333-333333333333"));

    /// <summary>An administrator, so that tests that are not about rights need none.</summary>
    public static readonly WriteContext Adele = new("adele", "00-11111111111111111111111111111111-2222222222222222-01") { IsAdministrator = true };
    public static readonly CalendarId Team = CalendarId.Parse("team");

    public static CalendarContent Calendar(string name = "Team") => new() { Name = name, TimeZone = "Europe/Berlin" };

    public static PersonContent Person(string name = "Adele Vance", PersonSort sort = PersonSort.Contact) => new() { Sort = sort, DisplayName = name };

    public static EventContent Event(string title = "Stand-up", string start = "2026-11-23T09:00:00", string end = "2026-11-23T09:15:00") =>
        new() { Title = title, Time = Timed(start, end) };

    /// <summary>About 37 kB.</summary>
    public static Recurrence LargeRecurrence { get; } = new()
    {
        Rules = ["FREQ=DAILY"],
        ExceptionDates = [.. Enumerable.Range(1, 1_000).Select(day => DateOf(day))],
        OverriddenDates = [.. Enumerable.Range(1_001, 700).Select(day => DateOf(day))],
    };

    public static EventTime Timed(string start, string end, string zone = "Europe/Berlin") => new EventTime.Zoned(
        NodaTime.Text.LocalDateTimePattern.ExtendedIso.Parse(start).Value, NodaTime.Text.LocalDateTimePattern.ExtendedIso.Parse(end).Value, zone);

    public static EventTime Days(string start, string end) => new EventTime.AllDay(
        NodaTime.Text.LocalDatePattern.Iso.Parse(start).Value, NodaTime.Text.LocalDatePattern.Iso.Parse(end).Value);

    public static PersonId Who(string id) => PersonId.Parse(id);

    public static EventId Id(string id) => EventId.Parse(id);

    private static string DateOf(int day) => NodaTime.Text.LocalDateTimePattern.ExtendedIso.Format(new LocalDateTime(2026, 11, 23, 9, 0).PlusDays(day));

    public static Interval Window(string start, string end) => new(
        NodaTime.Text.InstantPattern.ExtendedIso.Parse(start).Value, NodaTime.Text.InstantPattern.ExtendedIso.Parse(end).Value);
}
