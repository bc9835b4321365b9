using CalendarStore.Sqlite.Tables;
using NodaTime;
using TeamCalendars.Writes;

namespace CalendarStore.Sqlite.Access;

/// <summary>The schema, step by step. A step that has been released is never edited: a change is a new step.</summary>
internal static class Migrations
{
    private static readonly (string Name, string Sql)[] Steps =
    [
        ("tenants, calendars, events, changes", """
            CREATE TABLE store (id INTEGER PRIMARY KEY CHECK (id = 1), epoch TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT;

            -- horizon: the highest version among tombstones that were purged; older positions cannot be caught up from.
            CREATE TABLE tenants (
                tenant BLOB NOT NULL PRIMARY KEY,
                version INTEGER NOT NULL,
                horizon INTEGER NOT NULL DEFAULT 0,
                changed_at INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX tenants_changed ON tenants (changed_at);

            -- content is null in a tombstone.
            CREATE TABLE calendars (
                tenant BLOB NOT NULL,
                id TEXT NOT NULL,
                version INTEGER NOT NULL,
                etag TEXT NOT NULL,
                at INTEGER NOT NULL,
                by TEXT NOT NULL,
                content TEXT,
                PRIMARY KEY (tenant, id)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX calendars_version ON calendars (tenant, version);
            CREATE INDEX calendars_tombstones ON calendars (at) WHERE content IS NULL;

            -- version is null in the tombstone of an event that went with its calendar: the calendar's tombstone tells of it.
            -- span: the instants the event lies in, in ticks since 1970; an endless series ends at the highest number.
            CREATE TABLE events (
                tenant BLOB NOT NULL,
                calendar TEXT NOT NULL,
                id TEXT NOT NULL,
                version INTEGER,
                etag TEXT NOT NULL,
                at INTEGER NOT NULL,
                by TEXT NOT NULL,
                span_start INTEGER NOT NULL,
                span_end INTEGER NOT NULL,
                content TEXT,
                PRIMARY KEY (tenant, calendar, id)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX events_version ON events (tenant, version);
            -- By end first: what piles up in a calendar is its past, and windows are mostly of the present.
            CREATE INDEX events_span ON events (tenant, calendar, span_end, span_start, id) WHERE content IS NOT NULL;
            -- Housekeeping alone walks across tenants.
            CREATE INDEX events_tombstones ON events (at) WHERE content IS NULL;

            -- AUTOINCREMENT: a number is never used again, so a checkpoint stays meaningful after old rows are gone.
            CREATE TABLE changes (
                seq INTEGER PRIMARY KEY AUTOINCREMENT,
                tenant BLOB NOT NULL,
                version INTEGER NOT NULL,
                calendar TEXT NOT NULL,
                event TEXT,
                kind INTEGER NOT NULL,
                origin TEXT,
                trace_parent TEXT,
                at INTEGER NOT NULL
            ) STRICT;

            CREATE TABLE checkpoints (consumer TEXT NOT NULL PRIMARY KEY, cursor TEXT NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
            """),
        ("shares of the feed", """
            -- A program of before that still has the file open writes no share: its changes are the first one's, and told all the same.
            ALTER TABLE changes ADD COLUMN share INTEGER NOT NULL DEFAULT 0;
            UPDATE changes SET share = share_of(tenant);
            -- The number of the row is part of every index: this one yields a share's changes in their order.
            CREATE INDEX changes_share ON changes (share);

            -- generation grows whenever an instance comes or goes or a share is free: followers look at it as they wake.
            CREATE TABLE feed_consumers (consumer TEXT NOT NULL PRIMARY KEY, generation INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;

            -- beat grows with each renewal. No time is written: that it stands still is judged by who watches, on a clock of its own.
            CREATE TABLE feed_instances (
                consumer TEXT NOT NULL,
                instance TEXT NOT NULL,
                beat INTEGER NOT NULL,
                PRIMARY KEY (consumer, instance)
            ) STRICT, WITHOUT ROWID;

            -- token grows with each change of hands; who saves names the one it was given.
            CREATE TABLE feed_shares (
                consumer TEXT NOT NULL,
                share INTEGER NOT NULL,
                owner TEXT,
                token INTEGER NOT NULL DEFAULT 0,
                cursor TEXT NOT NULL DEFAULT '',
                PRIMARY KEY (consumer, share)
            ) STRICT, WITHOUT ROWID;

            INSERT INTO feed_consumers (consumer) SELECT consumer FROM checkpoints;
            WITH RECURSIVE numbers (share) AS (SELECT 0 UNION ALL SELECT share + 1 FROM numbers WHERE share < 31)
            INSERT INTO feed_shares (consumer, share, cursor) SELECT consumer, share, cursor FROM checkpoints, numbers;
            DROP TABLE checkpoints;
            """),
        ("the feed tells heads", """
            -- share and sequence: where followers find the head. The sequence number grows within the share with each move of a head of it.
            ALTER TABLE tenants ADD COLUMN share INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE tenants ADD COLUMN sequence INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE tenants ADD COLUMN trace_parent TEXT;
            -- The tenants of each share are numbered in the order of their last changes (where those are gone from the log they were announced long ago: first), and a place
            -- that was saved is after as many tenants as had their last change before it: what was announced stays so, and what was not is still to come.
            CREATE TEMPORARY TABLE last_changes AS
                SELECT tenants.tenant, share_of(tenants.tenant) AS share, coalesce(max(changes.seq), 0) AS seq, changes.trace_parent
                FROM tenants LEFT JOIN changes ON changes.tenant = tenants.tenant GROUP BY tenants.tenant;
            CREATE INDEX last_changes_share ON last_changes (share, seq);
            UPDATE tenants SET share = numbered.share, sequence = numbered.number, trace_parent = numbered.trace_parent
            FROM (SELECT tenant, share, trace_parent, row_number() OVER (PARTITION BY share ORDER BY seq, tenant) AS number FROM last_changes) AS numbered
            WHERE numbered.tenant = tenants.tenant;
            UPDATE feed_shares SET cursor = substr(cursor, 1, instr(cursor, '.')) || (
                SELECT count(*) FROM last_changes WHERE share = feed_shares.share AND seq <= CAST(substr(cursor, instr(cursor, '.') + 1) AS INTEGER))
            WHERE cursor <> '';
            DROP TABLE last_changes;
            CREATE INDEX tenants_sequence ON tenants (share, sequence);
            -- A program of before that still has the file open can write nothing any more: it is refused, and says that the store is unavailable.
            DROP TABLE changes;
            DROP INDEX tenants_changed;
            """),
        ("entities of kinds", """
            -- parent is the id of the entity that this one belongs to, and empty for a kind without parent. content is null in a tombstone.
            -- version is null in the tombstone of an entity that was deleted with its parent: the parent's tombstone stands for it.
            -- span: the instants that windows find it by, in ticks since 1970; an endless series ends at the highest number. Null where no window is asked for.
            CREATE TABLE entities (
                tenant BLOB NOT NULL,
                kind TEXT NOT NULL,
                parent TEXT NOT NULL,
                id TEXT NOT NULL,
                version INTEGER,
                etag TEXT NOT NULL,
                at INTEGER NOT NULL,
                by TEXT NOT NULL,
                span_start INTEGER,
                span_end INTEGER,
                content TEXT,
                PRIMARY KEY (tenant, kind, parent, id)
            ) STRICT, WITHOUT ROWID;
            INSERT INTO entities SELECT tenant, 'calendar', '', id, version, etag, at, by, NULL, NULL, content FROM calendars;
            INSERT INTO entities SELECT tenant, 'event', calendar, id, version, etag, at, by, iif(content IS NULL, NULL, span_start), iif(content IS NULL, NULL, span_end), content FROM events;
            -- A program of an older version that still has the file open cannot use it any more: it reports that the store is unavailable.
            DROP TABLE calendars;
            DROP TABLE events;
            CREATE INDEX entities_version ON entities (tenant, version);
            -- By end first: what piles up under a parent is its past, and windows are mostly of the present.
            CREATE INDEX entities_span ON entities (tenant, kind, parent, span_end, span_start, id) WHERE span_end IS NOT NULL;
            -- Housekeeping alone walks across tenants.
            CREATE INDEX entities_tombstones ON entities (at) WHERE content IS NULL;
            """),
        ("totals, sweeps, probe", """
            -- What each tenant has, tombstones not counted: how many of each kind, and the octets of their contents. Triggers keep it, so that no statement can forget it.
            CREATE TABLE totals (tenant BLOB NOT NULL, kind TEXT NOT NULL, items INTEGER NOT NULL, bytes INTEGER NOT NULL, PRIMARY KEY (tenant, kind)) STRICT, WITHOUT ROWID;
            INSERT INTO totals SELECT tenant, kind, count(*), sum(octet_length(content)) FROM entities WHERE content IS NOT NULL GROUP BY tenant, kind;
            CREATE TRIGGER entities_inserted AFTER INSERT ON entities WHEN NEW.content IS NOT NULL BEGIN
                INSERT INTO totals VALUES (NEW.tenant, NEW.kind, 1, octet_length(NEW.content))
                ON CONFLICT (tenant, kind) DO UPDATE SET items = items + 1, bytes = bytes + excluded.bytes;
            END;
            CREATE TRIGGER entities_updated AFTER UPDATE OF content ON entities BEGIN
                INSERT INTO totals VALUES (
                    NEW.tenant, NEW.kind, (NEW.content IS NOT NULL) - (OLD.content IS NOT NULL), coalesce(octet_length(NEW.content), 0) - coalesce(octet_length(OLD.content), 0))
                ON CONFLICT (tenant, kind) DO UPDATE SET items = items + excluded.items, bytes = bytes + excluded.bytes;
            END;
            CREATE TRIGGER entities_deleted AFTER DELETE ON entities WHEN OLD.content IS NOT NULL BEGIN
                UPDATE totals SET items = items - 1, bytes = bytes - octet_length(OLD.content) WHERE tenant = OLD.tenant AND kind = OLD.kind;
            END;

            -- Entities of this kind and parent, up to this version, were deleted with their parent and are still to be made tombstones. Those with ids up to after_id are done.
            CREATE TABLE sweeps (
                tenant BLOB NOT NULL,
                kind TEXT NOT NULL,
                parent TEXT NOT NULL,
                version INTEGER NOT NULL,
                at INTEGER NOT NULL,
                by TEXT NOT NULL,
                after_id TEXT NOT NULL DEFAULT '',
                PRIMARY KEY (tenant, kind, parent)
            ) STRICT, WITHOUT ROWID;

            -- What the health check writes to find out whether the disk takes writes again.
            CREATE TABLE probe (id INTEGER PRIMARY KEY CHECK (id = 1), filler BLOB NOT NULL) STRICT;
            """),
        ("assignees of the directory", """
            -- Tenants with events whose assignees are texts. The first access to such a tenant turns them into people of its directory, and removes the tenant from here.
            CREATE TABLE assignee_texts (tenant BLOB NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;
            INSERT INTO assignee_texts SELECT DISTINCT tenant FROM entities WHERE kind = 'event' AND instr(content, '"assignees"') > 0;
            -- A program of an older version that still has the file open would store such texts again. Now it cannot use the file any more: it reports that the store is unavailable.
            ALTER TABLE entities RENAME COLUMN by TO written_by;
            """),
    ];

    public static int Latest => Steps.Length;

    /// <summary>Brings the file to the latest schema. Safe when several processes open the same new file at once.</summary>
    /// <exception cref="InvalidOperationException">The file was written by a newer version of this program, or is not a calendar store.</exception>
    public static void Apply(SqliteSession session, Instant now)
    {
        session.RunOnce("PRAGMA journal_mode=WAL; PRAGMA journal_size_limit=67108864;");
        session.Define("share_of", TenantShares.Of);
        session.RunOnce("BEGIN IMMEDIATE;");
        try
        {
            var present = Present(session);
            for (var step = present; step < Latest; step++)
            {
                session.RunOnce(Steps[step].Sql);
                session.Execute(
                    "INSERT INTO migrations (version, name, at) VALUES ($version, $name, $at)",
                    ("$version", (long)step + 1), ("$name", Steps[step].Name), ("$at", now.ToUnixTimeTicks()));
            }

            if (present == 0)
            {
                session.Execute(
                    "INSERT INTO store (id, epoch, created_at) VALUES (1, $epoch, $at)",
                    ("$epoch", RandomText.Create(10)), ("$at", now.ToUnixTimeTicks()));
            }

            session.RunOnce("COMMIT;");
        }
        catch
        {
            session.RunOnce("ROLLBACK;");
            throw;
        }
    }

    /// <summary>Checks that the file has the latest schema, and changes nothing.</summary>
    /// <exception cref="InvalidOperationException">The file was written by another version of this program, or is not a calendar store.</exception>
    public static void Check(SqliteSession session)
    {
        var present = HasMigrations(session) ? Number(session) : throw new InvalidOperationException("The file is empty: it is not a calendar store.");
        if (present < Latest)
        {
            throw new InvalidOperationException(
                $"The calendar store has schema {present}, this program reads schema {Latest}. A command that only reads does not change it: start the system of this version once, or use an older version of this program.");
        }
    }

    private static int Present(SqliteSession session)
    {
        if (!HasMigrations(session))
        {
            session.RunOnce("CREATE TABLE migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, at INTEGER NOT NULL) STRICT;");
        }

        return Number(session);
    }

    private static bool HasMigrations(SqliteSession session) =>
        session.Scalar("SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'migrations'") is not null
        || (session.Scalar("SELECT name FROM sqlite_master LIMIT 1") is string foreign
            ? throw new InvalidOperationException($"The database holds something else (there is '{foreign}'): it is not a calendar store.")
            : false);

    private static int Number(SqliteSession session)
    {
        var present = (int)(long)(session.Scalar("SELECT coalesce(max(version), 0) FROM migrations") ?? 0L);
        return present <= Latest
            ? present
            : throw new InvalidOperationException($"The calendar store has schema {present}, this program knows up to {Latest}: it was written by a newer version. Update this one.");
    }
}
