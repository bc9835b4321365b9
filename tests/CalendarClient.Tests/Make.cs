namespace CalendarClient.Tests;

/// <summary>Calendars and events of which only the key and the version matter.</summary>
internal static class Make
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static Calendar Calendar(string id, long version) => new()
    {
        Id = id,
        Version = version,
        Etag = $"\"{version}\"",
        Name = $"{id} at {version}",
        TimeZone = "Europe/Berlin",
        UpdatedAt = Noon,
        UpdatedBy = "adele",
    };

    public static CalendarEvent Event(string calendar, string id, long version) => new()
    {
        CalendarId = calendar,
        Id = id,
        Version = version,
        Etag = $"\"{version}\"",
        Title = $"{id} at {version}",
        Start = "2026-11-23T09:00:00",
        End = "2026-11-23T10:00:00",
        TimeZone = "Europe/Berlin",
        UpdatedAt = Noon,
        UpdatedBy = "adele",
    };

    /// <summary>Reads <c>team@41</c>, <c>team/standup@42</c> and, for what was deleted, <c>-team/lunch@43</c>.</summary>
    public static (ChangedCalendar? Calendar, ChangedEvent? Event) Change(string text)
    {
        var deleted = text.StartsWith('-');
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var version = long.Parse(text.AsSpan(at + 1), provider: null);
        var path = text[(deleted ? 1 : 0)..at].Split('/');
        return path.Length == 1
            ? (new(path[0], version, deleted ? null : Calendar(path[0], version)), null)
            : (null, new(path[0], path[1], version, deleted ? null : Event(path[0], path[1], version)));
    }

    public static ChangesPage Page(string epoch, long from, long to, params string[] changes) => new()
    {
        Epoch = epoch,
        From = from,
        To = to,
        Head = to,
        Next = $"{epoch}:{to}",
        Calendars = [.. changes.Select(Change).Select(change => change.Calendar).OfType<ChangedCalendar>()],
        Events = [.. changes.Select(Change).Select(change => change.Event).OfType<ChangedEvent>()],
    };

    public static FullRead Read(string epoch, long version, params string[] items) => new(
        new(epoch, version, $"{epoch}:{version}"),
        [.. items.Select(Change).Select(change => change.Calendar?.Calendar).OfType<Calendar>()],
        [.. items.Select(Change).Select(change => change.Event?.Event).OfType<CalendarEvent>()]);

    /// <summary>What is held, as <c>team@41</c> and <c>team/standup@42</c>, in order.</summary>
    public static IReadOnlyList<string> Items(this Replica replica) =>
    [
        .. replica.Calendars.Values.Select(calendar => $"{calendar.Id}@{calendar.Version}")
            .Concat(replica.AllEvents().Select(item => $"{item.CalendarId}/{item.Id}@{item.Version}"))
            .Order(StringComparer.Ordinal),
    ];
}
