-- Who may use the HTTP API. Of a secret only the SHA-256 is kept: it has 256 random bits, too many to try.
CREATE TABLE keys (
    id TEXT PRIMARY KEY,
    role TEXT NOT NULL,
    origins TEXT NOT NULL,     -- JSON array
    digest BLOB NOT NULL,
    created_at REAL NOT NULL,
    expires_at REAL,           -- NULL: never
    revoked_at REAL            -- NULL while it holds
) STRICT, WITHOUT ROWID;

-- Privileged acts: who did what to what, and why.
CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at REAL NOT NULL,
    actor TEXT NOT NULL,
    act TEXT NOT NULL,
    target TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT;

-- Deletions of what was kept of shoppers: which kind and how many, never what it was.
CREATE TABLE ledger (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at REAL NOT NULL,
    kind TEXT NOT NULL,
    things INTEGER NOT NULL,
    cause TEXT NOT NULL
) STRICT;

-- What was asked to be forgotten, for processes that hold it in memory; gone when nothing older is held.
CREATE TABLE forgettings (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at REAL NOT NULL,
    session TEXT NOT NULL,
    query_id TEXT NOT NULL,
    before_s REAL
) STRICT;
