using System.Text.Json;
using CalendarStore.Changes;
using CalendarStore.Sqlite.Access;
using Microsoft.Data.Sqlite;
using NodaTime;
using TeamCalendars.Calendars;
using TeamCalendars.StoredFormat;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarStore.Sqlite.Tables;

internal static class CalendarTable
{
    private const string Columns = "id, version, etag, at, by, content";

    public static List<TeamCalendar> List(SqliteSession session, TenantId tenant) => session.Many(
        $"SELECT {Columns} FROM calendars WHERE tenant = $tenant AND content IS NOT NULL ORDER BY id", Read, ("$tenant", tenant.Key()));

    public static TeamCalendar? Find(SqliteSession session, TenantId tenant, CalendarId id) => session.Single(
        $"SELECT {Columns} FROM calendars WHERE tenant = $tenant AND id = $id AND content IS NOT NULL", Read,
        ("$tenant", tenant.Key()), ("$id", id.Value));

    public static bool Exists(SqliteSession session, TenantId tenant, CalendarId id) => session.Scalar(
        "SELECT 1 FROM calendars WHERE tenant = $tenant AND id = $id AND content IS NOT NULL", ("$tenant", tenant.Key()), ("$id", id.Value)) is not null;

    /// <summary>The version of its deletion; null when the id was never used, is in use, or its tombstone was purged.</summary>
    public static long? DeletedAt(SqliteSession session, TenantId tenant, CalendarId id) => (long?)session.Scalar(
        "SELECT version FROM calendars WHERE tenant = $tenant AND id = $id AND content IS NULL", ("$tenant", tenant.Key()), ("$id", id.Value));

    public static long Count(SqliteSession session, TenantId tenant) => (long)session.Scalar(
        "SELECT count(*) FROM calendars WHERE tenant = $tenant AND content IS NOT NULL", ("$tenant", tenant.Key()))!;

    public static List<ChangedCalendar> Changed(SqliteSession session, TenantId tenant, long since, int limit) => session.Many(
        $"SELECT {Columns} FROM calendars WHERE tenant = $tenant AND version > $since ORDER BY version LIMIT $limit",
        reader => new ChangedCalendar(CalendarId.Parse(reader.GetString(0)), reader.GetInt64(1), reader.IsDBNull(5) ? null : Read(reader)),
        ("$tenant", tenant.Key()), ("$since", since), ("$limit", (long)limit));

    /// <param name="content">Null for a tombstone.</param>
    public static void Write(SqliteSession session, TenantId tenant, CalendarId id, Revision revision, CalendarContent? content) => session.Execute(
        $"INSERT OR REPLACE INTO calendars (tenant, {Columns}) VALUES ($tenant, $id, $version, $etag, $at, $by, $content)",
        ("$tenant", tenant.Key()), ("$id", id.Value), ("$version", revision.Version), ("$etag", revision.ETag),
        ("$at", revision.At.ToUnixTimeTicks()), ("$by", revision.By),
        ("$content", content is null ? null : JsonSerializer.Serialize(content, StoredJson.Default.CalendarContent)));

    private static TeamCalendar Read(SqliteDataReader reader) => new()
    {
        Id = CalendarId.Parse(reader.GetString(0)),
        Revision = new Revision(reader.GetString(2), reader.GetInt64(1), Instant.FromUnixTimeTicks(reader.GetInt64(3)), reader.GetString(4)),
        Content = JsonSerializer.Deserialize(reader.GetString(5), StoredJson.Default.CalendarContent)!,
    };
}
