-- The durable truth of one store. Times are UTC Unix seconds; money is minor units (ISO 4217);
-- arrays are float32, little-endian.

CREATE TABLE facts (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO facts VALUES ('incarnation', lower(hex(randomblob(16))));

CREATE TABLE sources (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    source INTEGER NOT NULL REFERENCES sources (id),
    started_at REAL NOT NULL,
    checked_before REAL NOT NULL,
    finished_at REAL,
    products INTEGER NOT NULL DEFAULT 0,
    photos INTEGER NOT NULL DEFAULT 0,
    rejected INTEGER NOT NULL DEFAULT 0,
    retired INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX runs_by_source ON runs (source, id);

CREATE TABLE run_defaults (
    run INTEGER NOT NULL REFERENCES runs (id),
    position INTEGER NOT NULL,
    field TEXT NOT NULL,
    meaning TEXT NOT NULL,
    rows INTEGER NOT NULL,
    PRIMARY KEY (run, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE run_rejected (
    run INTEGER NOT NULL REFERENCES runs (id),
    position INTEGER NOT NULL,
    row INTEGER NOT NULL,
    field TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (run, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE products (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    sku TEXT NOT NULL UNIQUE,
    group_id TEXT NOT NULL,
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    brand TEXT NOT NULL,
    category TEXT NOT NULL,    -- JSON array, root first
    attributes TEXT NOT NULL,  -- JSON object
    gtin TEXT NOT NULL,
    link TEXT NOT NULL,
    retired_at REAL            -- NULL while the product is live
) STRICT;

-- One narrow row for each live product, so that a snapshot which changes nothing writes little.
CREATE TABLE sightings (
    product INTEGER PRIMARY KEY REFERENCES products (id),
    source INTEGER NOT NULL REFERENCES sources (id),
    run INTEGER NOT NULL REFERENCES runs (id),         -- the last that named the product
    live_since INTEGER NOT NULL REFERENCES runs (id)   -- the first of this source that did
) STRICT;

CREATE TABLE offers (
    product INTEGER PRIMARY KEY REFERENCES products (id),
    availability TEXT NOT NULL,
    price INTEGER,
    sale_price INTEGER,
    sale_from REAL,
    sale_until REAL,
    quantity INTEGER,
    cost INTEGER,
    ships_to TEXT NOT NULL,    -- JSON array of ISO 3166 codes
    available_from REAL,
    popularity REAL,
    units_sold_30d INTEGER,
    last_sold_at REAL,
    updated_at REAL
) STRICT;

-- Contents, known by the SHA-256 of their bytes.
CREATE TABLE photos (
    id INTEGER PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE
) STRICT;

-- Addresses: where bytes are read from, and what was found there last.
CREATE TABLE refs (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL UNIQUE,
    photo INTEGER REFERENCES photos (id),
    etag TEXT,
    last_modified TEXT,
    size INTEGER,
    mtime_ns INTEGER,
    checked_at REAL,
    failure TEXT,
    permanent INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX refs_by_photo ON refs (photo);

-- Places: one photo of one product. An id is never used twice.
CREATE TABLE places (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    product INTEGER NOT NULL REFERENCES products (id),
    position INTEGER NOT NULL,
    ref INTEGER NOT NULL REFERENCES refs (id),
    UNIQUE (product, ref)
) STRICT;
CREATE INDEX places_by_ref ON places (ref);

CREATE TABLE encoders (
    id INTEGER PRIMARY KEY,
    encoder TEXT NOT NULL,
    file_hash TEXT NOT NULL,
    preprocessing INTEGER NOT NULL,
    UNIQUE (encoder, file_hash, preprocessing)
) STRICT;

CREATE TABLE signals (
    id INTEGER PRIMARY KEY,
    encoder INTEGER NOT NULL REFERENCES encoders (id),
    photo INTEGER NOT NULL REFERENCES photos (id),
    embedding BLOB NOT NULL,
    color BLOB NOT NULL,
    fingerprint INTEGER NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    sharpness REAL NOT NULL,
    exposure REAL NOT NULL,
    clipped REAL NOT NULL,
    contrast REAL NOT NULL,
    fill REAL NOT NULL,
    edge_touch REAL NOT NULL,
    background TEXT NOT NULL,
    palette TEXT NOT NULL,     -- JSON array of [L, a, b, share, name]
    boxes TEXT NOT NULL,       -- JSON array of [x, y, w, h]
    labels TEXT NOT NULL,      -- JSON array of [name, confidence, [parents], [x, y, w, h] or null]
    UNIQUE (photo, encoder)
) STRICT;

CREATE TABLE passports (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    encoder TEXT NOT NULL,
    encoder_hash TEXT NOT NULL,
    preprocessing INTEGER NOT NULL,
    dimension INTEGER NOT NULL,
    color_dimension INTEGER NOT NULL,
    color_weight REAL NOT NULL,
    catalog_mean BLOB NOT NULL,
    upload_mean BLOB NOT NULL,
    calibrated_at REAL NOT NULL,
    calibrated_on INTEGER NOT NULL,
    active INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX one_active_passport ON passports (active) WHERE active = 1;

-- What an index or another process must look at again. Kinds are listed in tables/changes.py.
CREATE TABLE changes (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    kind INTEGER NOT NULL,
    target INTEGER NOT NULL
) STRICT;
