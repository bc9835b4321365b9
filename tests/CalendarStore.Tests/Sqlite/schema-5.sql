-- A store as the program wrote it whose events had texts as assignees (schema 5). Contoso (aaaa) has a directory of two, Fabrikam (bbbb) has none, and no event of Northwind (cccc) is for anybody.
BEGIN TRANSACTION;
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
INSERT INTO "entities" VALUES(X'AAAAAAAA111141118111111111111111','calendar','','team',1,'etag-team0000000',17935200000000001,'adele',NULL,NULL,'{"name":"Team","timeZone":"Europe/Berlin"}');
INSERT INTO "entities" VALUES(X'AAAAAAAA111141118111111111111111','event','team','address',4,'etag-address0000',17935200000000004,'alex',17954208000000000,17954217000000000,'{"title":"Address","start":"2026-11-23T09:00:00","end":"2026-11-23T09:15:00","timeZone":"Europe/Berlin","assignees":["ADELE@contoso.example"]}');
INSERT INTO "entities" VALUES(X'AAAAAAAA111141118111111111111111','event','team','deleted',8,'etag-deleted0000',17935200000000008,'adele',NULL,NULL,NULL);
INSERT INTO "entities" VALUES(X'AAAAAAAA111141118111111111111111','event','team','name',5,'etag-name0000000',17935200000000005,'adele',17954208000000000,17954217000000000,'{"title":"Name","start":"2026-11-23T09:00:00","end":"2026-11-23T09:15:00","timeZone":"Europe/Berlin","assignees":["Room 4","Projector","Adele Vance"]}');
INSERT INTO "entities" VALUES(X'AAAAAAAA111141118111111111111111','event','team','nobody',6,'etag-nobody00000',17935200000000006,'adele',17954208000000000,17954217000000000,'{"title":"Nobody","start":"2026-11-23T09:00:00","end":"2026-11-23T09:15:00","timeZone":"Europe/Berlin"}');
INSERT INTO "entities" VALUES(X'AAAAAAAA111141118111111111111111','event','team','twice',7,'etag-twice000000',17935200000000007,'adele',17954208000000000,17954217000000000,'{"title":"Twice","start":"2026-11-23T09:00:00","end":"2026-11-23T09:15:00","timeZone":"Europe/Berlin","assignees":["Adele Vance","adele@contoso.example","lee@partner.example"],"uid":"u@x"}');
INSERT INTO "entities" VALUES(X'AAAAAAAA111141118111111111111111','event','team','word',9,'etag-word0000000',17935200000000009,'adele',17954208000000000,17954217000000000,'{"title":"The word \"assignees\" in a title","start":"2026-11-23T09:00:00","end":"2026-11-23T09:15:00","timeZone":"Europe/Berlin"}');
INSERT INTO "entities" VALUES(X'AAAAAAAA111141118111111111111111','person','','aaaaaaaa-1111-4111-8111-a00000000001',2,'etag-aaaaaaaa-11',17935200000000002,'adele',NULL,NULL,'{"sort":"account","displayName":"Adele Vance","address":"adele@contoso.example"}');
INSERT INTO "entities" VALUES(X'AAAAAAAA111141118111111111111111','person','','room-4',3,'etag-room-400000',17935200000000003,'adele',NULL,NULL,'{"sort":"resource","displayName":"Room 4"}');
INSERT INTO "entities" VALUES(X'BBBBBBBB222242228222222222222222','calendar','','team',1,'etag-team0000000',17935200000000001,'diego',NULL,NULL,'{"name":"Team","timeZone":"Europe/Berlin"}');
INSERT INTO "entities" VALUES(X'BBBBBBBB222242228222222222222222','event','team','e',2,'etag-e0000000000',17935200000000002,'diego',17954208000000000,17954217000000000,'{"title":"Fabrikam","start":"2026-11-23T09:00:00","end":"2026-11-23T09:15:00","timeZone":"Europe/Berlin","assignees":["Projector","Adele Vance"]}');
INSERT INTO "entities" VALUES(X'CCCCCCCC333343338333333333333333','calendar','','team',1,'etag-team0000000',17935200000000001,'adele',NULL,NULL,'{"name":"Team","timeZone":"Europe/Berlin"}');
INSERT INTO "entities" VALUES(X'CCCCCCCC333343338333333333333333','event','team','e',2,'etag-e0000000000',17935200000000002,'adele',17954208000000000,17954217000000000,'{"title":"Northwind","start":"2026-11-23T09:00:00","end":"2026-11-23T09:15:00","timeZone":"Europe/Berlin"}');
CREATE TABLE feed_consumers (consumer TEXT NOT NULL PRIMARY KEY, generation INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
CREATE TABLE feed_instances (
    consumer TEXT NOT NULL,
    instance TEXT NOT NULL,
    beat INTEGER NOT NULL,
    PRIMARY KEY (consumer, instance)
) STRICT, WITHOUT ROWID;
CREATE TABLE feed_shares (
    consumer TEXT NOT NULL,
    share INTEGER NOT NULL,
    owner TEXT,
    token INTEGER NOT NULL DEFAULT 0,
    cursor TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (consumer, share)
) STRICT, WITHOUT ROWID;
CREATE TABLE migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
INSERT INTO "migrations" VALUES(1,'tenants, calendars, events, changes',17935200000000000);
INSERT INTO "migrations" VALUES(2,'shares of the feed',17935200000000000);
INSERT INTO "migrations" VALUES(3,'the feed tells heads',17935200000000000);
INSERT INTO "migrations" VALUES(4,'entities of kinds',17935200000000000);
INSERT INTO "migrations" VALUES(5,'totals, sweeps, probe',17935200000000000);
CREATE TABLE probe (id INTEGER PRIMARY KEY CHECK (id = 1), filler BLOB NOT NULL) STRICT;
CREATE TABLE store (id INTEGER PRIMARY KEY CHECK (id = 1), epoch TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT;
INSERT INTO "store" VALUES(1,'IxNYGsDCAebiYA',17935200000000000);
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
CREATE TABLE tenants (
    tenant BLOB NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    horizon INTEGER NOT NULL DEFAULT 0,
    changed_at INTEGER NOT NULL
, share INTEGER NOT NULL DEFAULT 0, sequence INTEGER NOT NULL DEFAULT 0, trace_parent TEXT) STRICT, WITHOUT ROWID;
INSERT INTO "tenants" VALUES(X'AAAAAAAA111141118111111111111111',9,0,17935200000000009,1,1,NULL);
INSERT INTO "tenants" VALUES(X'BBBBBBBB222242228222222222222222',2,0,17935200000000002,25,1,NULL);
INSERT INTO "tenants" VALUES(X'CCCCCCCC333343338333333333333333',2,0,17935200000000002,1,1,NULL);
CREATE TABLE totals (tenant BLOB NOT NULL, kind TEXT NOT NULL, items INTEGER NOT NULL, bytes INTEGER NOT NULL, PRIMARY KEY (tenant, kind)) STRICT, WITHOUT ROWID;
INSERT INTO "totals" VALUES(X'AAAAAAAA111141118111111111111111','calendar',1,42);
INSERT INTO "totals" VALUES(X'AAAAAAAA111141118111111111111111','event',5,713);
INSERT INTO "totals" VALUES(X'AAAAAAAA111141118111111111111111','person',2,122);
INSERT INTO "totals" VALUES(X'BBBBBBBB222242228222222222222222','calendar',1,42);
INSERT INTO "totals" VALUES(X'BBBBBBBB222242228222222222222222','event',1,145);
INSERT INTO "totals" VALUES(X'CCCCCCCC333343338333333333333333','calendar',1,42);
INSERT INTO "totals" VALUES(X'CCCCCCCC333343338333333333333333','event',1,106);
CREATE INDEX tenants_sequence ON tenants (share, sequence);
CREATE INDEX entities_version ON entities (tenant, version);
CREATE INDEX entities_span ON entities (tenant, kind, parent, span_end, span_start, id) WHERE span_end IS NOT NULL;
CREATE INDEX entities_tombstones ON entities (at) WHERE content IS NULL;
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
COMMIT;
