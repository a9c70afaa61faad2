-- Boundaries for the map, as the file that was given; one row.
CREATE TABLE boundary (
    name text  PRIMARY KEY,
    body bytea NOT NULL
);
