-- Who sends to a destination, until when, and up to which event everything was sent.
CREATE TABLE outbox (
    destination text    PRIMARY KEY,
    sender      bytea   NOT NULL,
    until       bigint  NOT NULL,
    epoch       integer NOT NULL,
    position    bigint  NOT NULL
);
