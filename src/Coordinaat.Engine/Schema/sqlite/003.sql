-- The world itself goes with the seal: months before it may be moved away.
DROP TABLE seal;

CREATE TABLE seal (
    month  TEXT    NOT NULL,
    fold   INTEGER NOT NULL,
    number INTEGER NOT NULL,
    world  TEXT    NOT NULL,
    head   BLOB    NOT NULL,
    body   BLOB    NOT NULL,
    PRIMARY KEY (month, fold)
) WITHOUT ROWID;
