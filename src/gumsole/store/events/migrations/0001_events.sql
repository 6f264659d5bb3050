-- What shoppers did, and what they had been shown. Times are UTC Unix seconds; money is minor units
-- (ISO 4217); arrays are float32, little-endian. Ids of queries, sessions and events are keyed hashes.
-- No photo, no words and no address has a column here.

CREATE TABLE facts (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO facts VALUES ('salt', lower(hex(randomblob(32))));

CREATE TABLE queries (
    id INTEGER PRIMARY KEY,
    query BLOB NOT NULL UNIQUE,
    session BLOB,
    asked_at REAL NOT NULL,
    sought_by TEXT NOT NULL,
    step TEXT NOT NULL,
    total INTEGER NOT NULL,
    currency TEXT NOT NULL,
    stages_ms TEXT NOT NULL
) STRICT;
CREATE INDEX queries_by_time ON queries (asked_at);
CREATE INDEX queries_by_session ON queries (session) WHERE session IS NOT NULL;

CREATE TABLE shown (
    query INTEGER NOT NULL REFERENCES queries (id) ON DELETE CASCADE,
    page INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    sku TEXT NOT NULL,
    group_id TEXT NOT NULL,
    band INTEGER NOT NULL,
    price INTEGER,
    in_stock INTEGER NOT NULL,
    sellable INTEGER NOT NULL,
    PRIMARY KEY (query, page, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE signals (
    query INTEGER PRIMARY KEY REFERENCES queries (id) ON DELETE CASCADE,
    passport INTEGER NOT NULL,
    embedding BLOB NOT NULL,
    color BLOB NOT NULL,
    palette TEXT NOT NULL,
    guess TEXT NOT NULL
) STRICT;

-- An event may arrive before its query is noted, and outlive it: it names the query by its hash.
CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    query BLOB NOT NULL,
    event BLOB NOT NULL,
    verified INTEGER NOT NULL,
    session BLOB,
    action TEXT NOT NULL,
    happened_at REAL NOT NULL,
    received_at REAL NOT NULL,
    sku TEXT NOT NULL,
    group_id TEXT NOT NULL,
    ordinal INTEGER,
    quantity INTEGER,
    price INTEGER,
    application TEXT NOT NULL,
    message_type TEXT NOT NULL,
    UNIQUE (query, event, verified)
) STRICT;
CREATE INDEX events_by_time ON events (received_at);
CREATE INDEX events_by_session ON events (session) WHERE session IS NOT NULL;
