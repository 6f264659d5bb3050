-- What was learned of the catalog together with a passport's means; a passport of an older version has none.
CREATE TABLE calibrations (
    passport INTEGER PRIMARY KEY REFERENCES passports (id),
    guard BLOB NOT NULL,   -- npz, as ranking/guard.py reads it
    bands BLOB NOT NULL    -- npz, as ranking/bands.py reads it
) STRICT;
