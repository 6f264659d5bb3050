"""What is where in a store's folder."""

STORE_FILE = "store.db"
# What shoppers did, in a file of its own: it never holds up a change of stock.
EVENTS_FILE = "events.db"
SETTINGS_FILE = "gumsole.toml"
LOCK_FILE = "ingest.lock"
QUEUE_LOCK_FILE = "queue.lock"
INDEX_LOCK_FILE = "index.lock"
# Held by the one process that brings changes to an engine that all of them share.
FOLLOW_LOCK_FILE = "follow.lock"

# Small copies of photos, named by content: a host may be gone, so they are never evicted and are backed up.
THUMBNAILS_FOLDER = "thumbnails"

# Encoders that were added or tuned, each pinned by hash, one folder an id: backed up.
ENCODERS_FOLDER = "encoders"

# Remote photos as they were fetched: a bounded cache, not backed up.
PHOTOS_FOLDER = "photos"

# Shoppers' photos, encrypted, where the operator chose to keep them: never backed up.
UPLOADS_FOLDER = "uploads"

# Photos that the API was sent: nowhere else to be had, so they are backed up.
SENT_FOLDER = "sent"
