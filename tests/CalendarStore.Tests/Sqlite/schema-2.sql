-- A store as the program wrote it that kept a log of changes (schema 2). Of its four tenants Contoso (aaaa) has a change that was not announced, and Fabrikam (bbbb) all of its;
-- what dddd changed was announced, and what cccc changed so long ago that it is gone from the log.
BEGIN TRANSACTION;
CREATE TABLE migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
INSERT INTO migrations VALUES(1,'tenants, calendars, events, changes',17908416000000000);
INSERT INTO migrations VALUES(2,'shares of the feed',17908416000000000);
CREATE TABLE store (id INTEGER PRIMARY KEY CHECK (id = 1), epoch TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT;
INSERT INTO store VALUES(1,'IxNYGsDCAebiYA',17908416000000000);
CREATE TABLE tenants (
    tenant BLOB NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    horizon INTEGER NOT NULL DEFAULT 0,
    changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO tenants VALUES(X'aaaaaaaa111141118111111111111111',4,0,17935200600000000);
INSERT INTO tenants VALUES(X'bbbbbbbb222242228222222222222222',1,0,17935200600000000);
INSERT INTO tenants VALUES(X'cccccccc333343338333333333333334',7,0,17908416000000000);
INSERT INTO tenants VALUES(X'dddddddd444444448444444444444444',1,0,17935200000000000);
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
INSERT INTO calendars VALUES(X'aaaaaaaa111141118111111111111111','team',1,'hIxhGyiMQPiUGv8T',17935200000000000,'adele','{"name":"Team","timeZone":"Europe/Berlin"}');
INSERT INTO calendars VALUES(X'bbbbbbbb222242228222222222222222','team',1,'8HgmNS4e7PgyKRk3',17935200600000000,'diego','{"name":"Team","timeZone":"Europe/Berlin"}');
INSERT INTO calendars VALUES(X'cccccccc333343338333333333333334','team',7,'rG_KBN0XIxZZxNb7',17908416000000000,'adele','{"name":"Long ago 5","timeZone":"Europe/Berlin"}');
INSERT INTO calendars VALUES(X'dddddddd444444448444444444444444','team',1,'GQwuwiCDoxZ4fo1z',17935200000000000,'adele','{"name":"Team","timeZone":"Europe/Berlin"}');
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
INSERT INTO events VALUES(X'aaaaaaaa111141118111111111111111','team','a',2,'LYfMaFfxtX2OrAig',17935200000000000,'adele',17954208000000000,17954217000000000,'{"title":"A","start":"2026-11-23T09:00:00","end":"2026-11-23T09:15:00","timeZone":"Europe/Berlin"}');
INSERT INTO events VALUES(X'aaaaaaaa111141118111111111111111','team','b',4,'L1T7aqhSiTgGB8xu',17935200600000000,'adele',0,0,NULL);
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
, share INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO changes VALUES(8,X'aaaaaaaa111141118111111111111111',1,'team',NULL,1,'tab-1','00-11111111111111111111111111111111-2222222222222222-01',17935200000000000,1);
INSERT INTO changes VALUES(9,X'aaaaaaaa111141118111111111111111',2,'team','a',3,'tab-1','00-11111111111111111111111111111111-2222222222222222-01',17935200000000000,1);
INSERT INTO changes VALUES(10,X'aaaaaaaa111141118111111111111111',3,'team','b',3,'tab-1','00-11111111111111111111111111111111-2222222222222222-01',17935200000000000,1);
INSERT INTO changes VALUES(11,X'dddddddd444444448444444444444444',1,'team',NULL,1,'tab-1','00-11111111111111111111111111111111-2222222222222222-01',17935200000000000,17);
INSERT INTO changes VALUES(12,X'aaaaaaaa111141118111111111111111',4,'team','b',4,'tab-1','00-11111111111111111111111111111111-3333333333333333-01',17935200600000000,1);
INSERT INTO changes VALUES(13,X'bbbbbbbb222242228222222222222222',1,'team',NULL,1,NULL,NULL,17935200600000000,25);
CREATE TABLE feed_consumers (consumer TEXT NOT NULL PRIMARY KEY, generation INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
INSERT INTO feed_consumers VALUES('notifications',4);
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
INSERT INTO feed_shares VALUES('notifications',0,NULL,2,'');
INSERT INTO feed_shares VALUES('notifications',1,NULL,2,'IxNYGsDCAebiYA.10');
INSERT INTO feed_shares VALUES('notifications',2,NULL,2,'');
INSERT INTO feed_shares VALUES('notifications',3,NULL,2,'');
INSERT INTO feed_shares VALUES('notifications',4,NULL,2,'');
INSERT INTO feed_shares VALUES('notifications',5,NULL,2,'');
INSERT INTO feed_shares VALUES('notifications',6,NULL,2,'');
INSERT INTO feed_shares VALUES('notifications',7,NULL,2,'');
INSERT INTO feed_shares VALUES('notifications',8,NULL,2,'');
INSERT INTO feed_shares VALUES('notifications',9,NULL,2,'');
INSERT INTO feed_shares VALUES('notifications',10,NULL,2,'');
INSERT INTO feed_shares VALUES('notifications',11,NULL,2,'');
INSERT INTO feed_shares VALUES('notifications',12,NULL,2,'');
INSERT INTO feed_shares VALUES('notifications',13,NULL,2,'');
INSERT INTO feed_shares VALUES('notifications',14,NULL,2,'');
INSERT INTO feed_shares VALUES('notifications',15,NULL,2,'');
INSERT INTO feed_shares VALUES('notifications',16,NULL,2,'');
INSERT INTO feed_shares VALUES('notifications',17,NULL,2,'IxNYGsDCAebiYA.11');
INSERT INTO feed_shares VALUES('notifications',18,NULL,2,'');
INSERT INTO feed_shares VALUES('notifications',19,NULL,2,'');
INSERT INTO feed_shares VALUES('notifications',20,NULL,2,'IxNYGsDCAebiYA.7');
INSERT INTO feed_shares VALUES('notifications',21,NULL,2,'');
INSERT INTO feed_shares VALUES('notifications',22,NULL,2,'');
INSERT INTO feed_shares VALUES('notifications',23,NULL,2,'');
INSERT INTO feed_shares VALUES('notifications',24,NULL,2,'');
INSERT INTO feed_shares VALUES('notifications',25,NULL,2,'');
INSERT INTO feed_shares VALUES('notifications',26,NULL,2,'');
INSERT INTO feed_shares VALUES('notifications',27,NULL,2,'');
INSERT INTO feed_shares VALUES('notifications',28,NULL,2,'');
INSERT INTO feed_shares VALUES('notifications',29,NULL,2,'');
INSERT INTO feed_shares VALUES('notifications',30,NULL,2,'');
INSERT INTO feed_shares VALUES('notifications',31,NULL,2,'');
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('changes',13);
CREATE INDEX tenants_changed ON tenants (changed_at);
CREATE INDEX calendars_version ON calendars (tenant, version);
CREATE INDEX calendars_tombstones ON calendars (at) WHERE content IS NULL;
CREATE INDEX events_version ON events (tenant, version);
CREATE INDEX events_span ON events (tenant, calendar, span_end, span_start, id) WHERE content IS NOT NULL;
CREATE INDEX events_tombstones ON events (at) WHERE content IS NULL;
CREATE INDEX changes_share ON changes (share);
COMMIT;
