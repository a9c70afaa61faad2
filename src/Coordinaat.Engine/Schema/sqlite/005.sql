-- Boundaries for the map, as the file that was given; one row.
CREATE TABLE boundary (
    name TEXT PRIMARY KEY,
    body BLOB NOT NULL
) WITHOUT ROWID;
