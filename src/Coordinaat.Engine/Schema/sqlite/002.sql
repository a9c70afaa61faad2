-- Who works on this journal, and what they can read: for the write level.
CREATE TABLE node (
    id      BLOB PRIMARY KEY,
    name    TEXT    NOT NULL,
    program TEXT    NOT NULL,
    reads   INTEGER NOT NULL,
    seen_at INTEGER NOT NULL
) WITHOUT ROWID;

-- What the world was when a month ended.
CREATE TABLE seal (
    month  TEXT PRIMARY KEY,
    number INTEGER NOT NULL,
    fold   INTEGER NOT NULL,
    world  TEXT    NOT NULL,
    head   BLOB    NOT NULL
) WITHOUT ROWID;
