-- How often in a row an address failed: the next try comes later each time.
ALTER TABLE refs ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;
