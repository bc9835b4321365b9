using System.Reflection;
using CalendarStore;
using NodaTime;
using TeamCalendars.Calendars;
using TeamCalendars.Events;

namespace CalendarApi.Tests.Interchange;

/// <summary>Has many events of the largest size, makes each page when it is asked for, and counts how many of its pages the reader still holds.</summary>
public class PagedStore : DispatchProxy
{
    private readonly List<WeakReference> pages = [];
    private int left;

    internal int MostHeld { get; private set; }

    internal static (ICalendarStore Store, PagedStore Counts) Of(int events)
    {
        var store = Create<ICalendarStore, PagedStore>();
        var counts = (PagedStore)(object)store;
        counts.left = events;
        return (store, counts);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == nameof(ICalendarStore.FindCalendarAsync))
        {
            return Task.FromResult<TeamCalendar?>(new TeamCalendar
            {
                Id = (CalendarId)args![1]!,
                Content = new() { Name = "Team", TimeZone = "Europe/Berlin" },
                Revision = new("x", 1, Instant.FromUtc(2026, 11, 23, 8, 0), "adele"),
            });
        }

        Assert.Equal(nameof(ICalendarStore.ListEventsAsync), targetMethod.Name);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        MostHeld = Math.Max(MostHeld, pages.Count(page => page.IsAlive));
        var limit = (int)args![4]!;
        IReadOnlyList<CalendarEvent> page = [.. Enumerable.Range(0, Math.Min(limit, left)).Select(number => Large(left - number))];
        left -= page.Count;
        pages.Add(new WeakReference(page));
        return Task.FromResult<Page<CalendarEvent>?>(new(page, left > 0 ? page[^1].Id.Value : null));
    }

    private static CalendarEvent Large(int number) => new()
    {
        CalendarId = CalendarId.Parse("team"),
        Id = EventId.Parse($"e{number}"),
        Content = new() { Title = $"{number}", Description = new string('ö', EventRules.MaxDescription), Time = new EventTime.AllDay(new(2026, 11, 23), new(2026, 11, 24)) },
        Revision = new("x", 1, Instant.FromUtc(2026, 11, 23, 8, 0), "adele"),
    };
}
