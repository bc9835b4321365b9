using CalendarClient.Tests.Entities;

namespace CalendarClient.Tests;

/// <summary>Makes calendars and events for tests that look only at their key and version.</summary>
internal static class Make
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The kinds of the service, and one of the tests' own.</summary>
    public static readonly EntityKinds Kinds = new([.. EntityKinds.All, NoteKind.Instance]);

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

    public static Person Person(string id, long version) => new()
    {
        Id = id,
        Version = version,
        Etag = $"\"{version}\"",
        Sort = PersonSorts.Contact,
        DisplayName = $"{id} at {version}",
        UpdatedAt = Noon,
        UpdatedBy = "adele",
    };

    public static Note Note(string calendar, string id, long version) => new() { CalendarId = calendar, Id = id, Version = version, Text = $"{id} at {version}" };

    /// <summary>Reads <c>team</c> as a calendar, <c>team/standup</c> as an event, and <c>note:team/plants</c> as an item of another kind.</summary>
    public static EntityKey Key(string text)
    {
        var name = text.Split(':') is [var given, _] ? given : text.Contains('/', StringComparison.Ordinal) ? "event" : "calendar";
        var path = text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..].Split('/');
        return Kinds.Single(kind => kind.Name == name).Key(path[^1], path.Length == 1 ? null : path[0]);
    }

    /// <summary>What <see cref="Key"/> reads.</summary>
    public static string Text(this EntityKey key)
    {
        var path = key.ParentId is null ? key.Id : $"{key.ParentId}/{key.Id}";
        return key.Kind == CalendarKind.Instance || key.Kind == EventKind.Instance ? path : $"{key.Kind}:{path}";
    }

    /// <summary>Reads <c>team/standup@42</c>, <c>-team/lunch@43</c> for a deletion, and <c>*team@44</c> for a calendar that is to be read in full.</summary>
    public static ChangedEntity Change(string text)
    {
        var deleted = text.StartsWith('-');
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var version = long.Parse(text.AsSpan(at + 1), provider: null);
        var readInFull = text.StartsWith('*');
        var key = Key(text[(deleted || readInFull ? 1 : 0)..at]);
        return key.Kind.Name switch
        {
            "calendar" => new Changed<Calendar>(key, version, deleted ? null : Calendar(key.Id, version) with { ReadInFull = readInFull }),
            "event" => new Changed<CalendarEvent>(key, version, deleted ? null : Event(key.ParentId!, key.Id, version)),
            "person" => new Changed<Person>(key, version, deleted ? null : Person(key.Id, version)),
            _ => new Changed<Note>(key, version, deleted ? null : Note(key.ParentId!, key.Id, version)),
        };
    }

    public static ChangesPage Page(string epoch, long from, long to, params string[] changes) => new()
    {
        Epoch = epoch,
        From = from,
        To = to,
        Head = to,
        Next = $"{epoch}:{to}",
        Items = [.. changes.Select(Change)],
    };

    public static FullRead Read(string epoch, long version, params string[] items) =>
        new(new(epoch, version, $"{epoch}:{version}"), [.. items.Select(item => Change(item).Item!)]);

    /// <summary><c>team@41</c>, <c>team/standup@42</c>.</summary>
    public static string Text(this IEntity item) => $"{item.Key.Text()}@{item.Version}";

    /// <summary>What the replica has, in ordinal order.</summary>
    public static IReadOnlyList<string> Texts(this Replica replica) => [.. replica.Items.Select(item => item.Text()).Order(StringComparer.Ordinal)];
}
