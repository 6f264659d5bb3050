-- Uploads that the operator chose to keep, and what their files are encrypted with. Each file has a key of its
-- own, wrapped by the key of its day; that one is wrapped for the operator, who alone can unwrap it.
CREATE TABLE day_keys (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    made_at REAL NOT NULL,
    wrapped BLOB NOT NULL
) STRICT;

CREATE TABLE uploads (
    id TEXT PRIMARY KEY,
    day_key INTEGER NOT NULL REFERENCES day_keys (id),
    kept_at REAL NOT NULL,
    wrapped BLOB NOT NULL,
    query BLOB NOT NULL,     -- keyed hash of the query id
    session BLOB NOT NULL    -- keyed hash of the session
) STRICT, WITHOUT ROWID;
CREATE INDEX uploads_by_query ON uploads (query);
CREATE INDEX uploads_by_session ON uploads (session);
CREATE INDEX uploads_by_day_key ON uploads (day_key, kept_at);

INSERT INTO facts VALUES ('uploads_salt', lower(hex(randomblob(32))));
