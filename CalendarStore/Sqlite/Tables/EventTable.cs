using System.Text.Json;
using CalendarStore.Changes;
using CalendarStore.Sqlite.Access;
using Microsoft.Data.Sqlite;
using NodaTime;
using TeamCalendars.Calendars;
using TeamCalendars.Events;
using TeamCalendars.StoredFormat;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarStore.Sqlite.Tables;

internal static class EventTable
{
    private const string Columns = "calendar, id, version, etag, at, by, content";

    public static CalendarEvent? Find(SqliteSession session, TenantId tenant, CalendarId calendar, EventId id) => session.Single(
        $"SELECT {Columns} FROM events WHERE tenant = $tenant AND calendar = $calendar AND id = $id AND content IS NOT NULL", Read,
        ("$tenant", tenant.Key()), ("$calendar", calendar.Value), ("$id", id.Value));

    public static bool IsDeleted(SqliteSession session, TenantId tenant, CalendarId calendar, EventId id) => session.Scalar(
        "SELECT 1 FROM events WHERE tenant = $tenant AND calendar = $calendar AND id = $id AND content IS NULL",
        ("$tenant", tenant.Key()), ("$calendar", calendar.Value), ("$id", id.Value)) is not null;

    public static List<CalendarEvent> List(SqliteSession session, TenantId tenant, CalendarId calendar, EventId? after, int limit) => session.Many(
        $"""
        SELECT {Columns} FROM events
        WHERE tenant = $tenant AND calendar = $calendar AND id > $after AND content IS NOT NULL
        ORDER BY id LIMIT $limit
        """,
        Read,
        ("$tenant", tenant.Key()), ("$calendar", calendar.Value), ("$after", after?.Value ?? ""), ("$limit", (long)limit));

    /// <summary>Those whose span meets the window. The inner query reads the span index alone; sorting by id costs less than walking the calendar by id.</summary>
    public static List<CalendarEvent> ListWindow(
        SqliteSession session, TenantId tenant, CalendarId calendar, EventSpan window, EventId? after, int limit) => session.Many(
        $"""
        SELECT {Columns} FROM events
        WHERE tenant = $tenant AND calendar = $calendar AND id IN (
            SELECT id FROM events INDEXED BY events_span
            WHERE tenant = $tenant AND calendar = $calendar AND span_end > $start AND span_start < $end AND id > $after AND content IS NOT NULL
            ORDER BY id LIMIT $limit)
        ORDER BY id
        """,
        Read,
        ("$tenant", tenant.Key()), ("$calendar", calendar.Value), ("$start", window.Start), ("$end", window.End),
        ("$after", after?.Value ?? ""), ("$limit", (long)limit));

    public static List<ChangedEvent> Changed(SqliteSession session, TenantId tenant, long since, int limit) => session.Many(
        $"SELECT {Columns} FROM events WHERE tenant = $tenant AND version > $since ORDER BY version LIMIT $limit",
        reader => new ChangedEvent(
            CalendarId.Parse(reader.GetString(0)), EventId.Parse(reader.GetString(1)), reader.GetInt64(2), reader.IsDBNull(6) ? null : Read(reader)),
        ("$tenant", tenant.Key()), ("$since", since), ("$limit", (long)limit));

    /// <param name="content">Null for a tombstone.</param>
    public static void Write(SqliteSession session, TenantId tenant, CalendarId calendar, EventId id, Revision revision, PreparedEvent? content) => session.Execute(
        $"""
        INSERT OR REPLACE INTO events (tenant, {Columns}, span_start, span_end)
        VALUES ($tenant, $calendar, $id, $version, $etag, $at, $by, $content, $start, $end)
        """,
        ("$tenant", tenant.Key()), ("$calendar", calendar.Value), ("$id", id.Value),
        ("$version", revision.Version), ("$etag", revision.ETag), ("$at", revision.At.ToUnixTimeTicks()), ("$by", revision.By),
        ("$content", content?.Json), ("$start", content?.Span.Start ?? 0), ("$end", content?.Span.End ?? 0));

    /// <summary>Makes every event of the calendar a tombstone without a version: the calendar's own tombstone tells of them.</summary>
    public static void DeleteAll(SqliteSession session, TenantId tenant, CalendarId calendar, Revision revision) => session.Execute(
        "UPDATE events SET version = NULL, content = NULL, at = $at, by = $by, span_start = 0, span_end = 0 WHERE tenant = $tenant AND calendar = $calendar",
        ("$tenant", tenant.Key()), ("$calendar", calendar.Value), ("$at", revision.At.ToUnixTimeTicks()), ("$by", revision.By));

    private static CalendarEvent Read(SqliteDataReader reader) => new()
    {
        CalendarId = CalendarId.Parse(reader.GetString(0)),
        Id = EventId.Parse(reader.GetString(1)),
        Revision = new Revision(reader.GetString(3), reader.GetInt64(2), Instant.FromUnixTimeTicks(reader.GetInt64(4)), reader.GetString(5)),
        Content = JsonSerializer.Deserialize(reader.GetString(6), StoredJson.Default.StoredEvent)!.ToContent(),
    };
}
