-- The journal: the only truth. Its primary key is also the fence.
CREATE TABLE journal (
    number  INTEGER PRIMARY KEY,
    epoch   INTEGER NOT NULL,
    region  INTEGER NOT NULL,
    stream  TEXT    NOT NULL,
    kind    TEXT    NOT NULL,
    shape   INTEGER NOT NULL,
    body    TEXT    NOT NULL,
    actor   INTEGER NOT NULL,
    holder  INTEGER NOT NULL,
    roles   INTEGER NOT NULL,
    request BLOB    NOT NULL,
    cause   INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    batch   INTEGER NOT NULL
);

-- One row a batch: its mark settles an unknown commit, its hash is chained to the one before.
CREATE TABLE batch (
    first INTEGER PRIMARY KEY,
    last  INTEGER NOT NULL,
    mark  BLOB    NOT NULL,
    hash  BLOB    NOT NULL
);

-- Same id, same answer: kept for seven days.
CREATE TABLE answered (
    id          BLOB PRIMARY KEY,
    fingerprint BLOB    NOT NULL,
    first       INTEGER NOT NULL,
    last        INTEGER NOT NULL,
    at          INTEGER NOT NULL
) WITHOUT ROWID;

-- The vault: sealed items, and how a person is found again. Their keys are in another file.
CREATE TABLE sealed_item (
    id     BLOB PRIMARY KEY,
    person BLOB    NOT NULL,
    holder INTEGER NOT NULL,
    field  INTEGER NOT NULL,
    box    BLOB    NOT NULL
) WITHOUT ROWID;

CREATE TABLE person_index (
    hash   BLOB PRIMARY KEY,
    person BLOB    NOT NULL,
    holder INTEGER NOT NULL
) WITHOUT ROWID;

-- Keys of the web server's own sealing, under the master key.
CREATE TABLE protection_key (
    name TEXT PRIMARY KEY,
    box  BLOB NOT NULL
) WITHOUT ROWID;

CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
