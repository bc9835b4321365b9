-- A store as the program wrote it that had a table for each kind (schema 3). Contoso (aaaa) has an event, a series, a deleted event, and a calendar that was deleted with its event.
BEGIN TRANSACTION;
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
INSERT INTO "calendars" VALUES(X'AAAAAAAA111141118111111111111111','gone',5,'GoneEtag00000000',17935200700000000,'adele',NULL);
INSERT INTO "calendars" VALUES(X'AAAAAAAA111141118111111111111111','team',1,'hIxhGyiMQPiUGv8T',17935200000000000,'adele','{"name":"Team","timeZone":"Europe/Berlin"}');
INSERT INTO "calendars" VALUES(X'BBBBBBBB222242228222222222222222','team',1,'8HgmNS4e7PgyKRk3',17935200600000000,'diego','{"name":"Team","timeZone":"Europe/Berlin"}');
INSERT INTO "calendars" VALUES(X'CCCCCCCC333343338333333333333334','team',7,'rG_KBN0XIxZZxNb7',17908416000000000,'adele','{"name":"Long ago 5","timeZone":"Europe/Berlin"}');
INSERT INTO "calendars" VALUES(X'DDDDDDDD444444448444444444444444','team',1,'GQwuwiCDoxZ4fo1z',17935200000000000,'adele','{"name":"Team","timeZone":"Europe/Berlin"}');
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
INSERT INTO "events" VALUES(X'AAAAAAAA111141118111111111111111','gone','x',NULL,'xEtag00000000000',17935200700000000,'adele',0,0,NULL);
INSERT INTO "events" VALUES(X'AAAAAAAA111141118111111111111111','team','a',2,'LYfMaFfxtX2OrAig',17935200000000000,'adele',17954208000000000,17954217000000000,'{"title":"A","start":"2026-11-23T09:00:00","end":"2026-11-23T09:15:00","timeZone":"Europe/Berlin"}');
INSERT INTO "events" VALUES(X'AAAAAAAA111141118111111111111111','team','b',4,'L1T7aqhSiTgGB8xu',17935200600000000,'adele',0,0,NULL);
INSERT INTO "events" VALUES(X'AAAAAAAA111141118111111111111111','team','series',6,'SeriesEtag000000',17935200700000000,'adele',17954208000000000,9223372036854775807,'{"title":"\u5358\u72EC","start":"2026-11-23T09:00:00","end":"2026-11-23T09:15:00","timeZone":"Europe/Berlin","recurrence":{"rules":["FREQ=WEEKLY"]}}');
CREATE TABLE feed_consumers (consumer TEXT NOT NULL PRIMARY KEY, generation INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
INSERT INTO "feed_consumers" VALUES('notifications',4);
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
INSERT INTO "feed_shares" VALUES('notifications',0,NULL,2,'');
INSERT INTO "feed_shares" VALUES('notifications',1,NULL,2,'IxNYGsDCAebiYA.0');
INSERT INTO "feed_shares" VALUES('notifications',2,NULL,2,'');
INSERT INTO "feed_shares" VALUES('notifications',3,NULL,2,'');
INSERT INTO "feed_shares" VALUES('notifications',4,NULL,2,'');
INSERT INTO "feed_shares" VALUES('notifications',5,NULL,2,'');
INSERT INTO "feed_shares" VALUES('notifications',6,NULL,2,'');
INSERT INTO "feed_shares" VALUES('notifications',7,NULL,2,'');
INSERT INTO "feed_shares" VALUES('notifications',8,NULL,2,'');
INSERT INTO "feed_shares" VALUES('notifications',9,NULL,2,'');
INSERT INTO "feed_shares" VALUES('notifications',10,NULL,2,'');
INSERT INTO "feed_shares" VALUES('notifications',11,NULL,2,'');
INSERT INTO "feed_shares" VALUES('notifications',12,NULL,2,'');
INSERT INTO "feed_shares" VALUES('notifications',13,NULL,2,'');
INSERT INTO "feed_shares" VALUES('notifications',14,NULL,2,'');
INSERT INTO "feed_shares" VALUES('notifications',15,NULL,2,'');
INSERT INTO "feed_shares" VALUES('notifications',16,NULL,2,'');
INSERT INTO "feed_shares" VALUES('notifications',17,NULL,2,'IxNYGsDCAebiYA.1');
INSERT INTO "feed_shares" VALUES('notifications',18,NULL,2,'');
INSERT INTO "feed_shares" VALUES('notifications',19,NULL,2,'');
INSERT INTO "feed_shares" VALUES('notifications',20,NULL,2,'IxNYGsDCAebiYA.1');
INSERT INTO "feed_shares" VALUES('notifications',21,NULL,2,'');
INSERT INTO "feed_shares" VALUES('notifications',22,NULL,2,'');
INSERT INTO "feed_shares" VALUES('notifications',23,NULL,2,'');
INSERT INTO "feed_shares" VALUES('notifications',24,NULL,2,'');
INSERT INTO "feed_shares" VALUES('notifications',25,NULL,2,'');
INSERT INTO "feed_shares" VALUES('notifications',26,NULL,2,'');
INSERT INTO "feed_shares" VALUES('notifications',27,NULL,2,'');
INSERT INTO "feed_shares" VALUES('notifications',28,NULL,2,'');
INSERT INTO "feed_shares" VALUES('notifications',29,NULL,2,'');
INSERT INTO "feed_shares" VALUES('notifications',30,NULL,2,'');
INSERT INTO "feed_shares" VALUES('notifications',31,NULL,2,'');
CREATE TABLE migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
INSERT INTO "migrations" VALUES(1,'tenants, calendars, events, changes',17908416000000000);
INSERT INTO "migrations" VALUES(2,'shares of the feed',17908416000000000);
INSERT INTO "migrations" VALUES(3,'the feed tells heads',17935200600000000);
CREATE TABLE store (id INTEGER PRIMARY KEY CHECK (id = 1), epoch TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT;
INSERT INTO "store" VALUES(1,'IxNYGsDCAebiYA',17908416000000000);
CREATE TABLE tenants (
    tenant BLOB NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    horizon INTEGER NOT NULL DEFAULT 0,
    changed_at INTEGER NOT NULL
, share INTEGER NOT NULL DEFAULT 0, sequence INTEGER NOT NULL DEFAULT 0, trace_parent TEXT) STRICT, WITHOUT ROWID;
INSERT INTO "tenants" VALUES(X'AAAAAAAA111141118111111111111111',6,0,17935200700000000,1,2,'00-11111111111111111111111111111111-3333333333333333-01');
INSERT INTO "tenants" VALUES(X'BBBBBBBB222242228222222222222222',1,0,17935200600000000,25,1,NULL);
INSERT INTO "tenants" VALUES(X'CCCCCCCC333343338333333333333334',7,0,17908416000000000,20,1,NULL);
INSERT INTO "tenants" VALUES(X'DDDDDDDD444444448444444444444444',1,0,17935200000000000,17,1,'00-11111111111111111111111111111111-2222222222222222-01');
CREATE INDEX calendars_version ON calendars (tenant, version);
CREATE INDEX calendars_tombstones ON calendars (at) WHERE content IS NULL;
CREATE INDEX events_version ON events (tenant, version);
CREATE INDEX events_span ON events (tenant, calendar, span_end, span_start, id) WHERE content IS NOT NULL;
CREATE INDEX events_tombstones ON events (at) WHERE content IS NULL;
CREATE INDEX tenants_sequence ON tenants (share, sequence);
COMMIT;
