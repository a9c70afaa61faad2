-- Who sends to a destination, until when, and up to which event everything was sent.
CREATE TABLE outbox (
    destination TEXT    PRIMARY KEY,
    sender      BLOB    NOT NULL,
    until       INTEGER NOT NULL,
    epoch       INTEGER NOT NULL,
    position    INTEGER NOT NULL
) WITHOUT ROWID;
