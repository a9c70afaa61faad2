-- The journal: the only truth. Its primary key is also the fence. Cut by numbers, at month ends.
CREATE TABLE journal (
    number  bigint  NOT NULL,
    epoch   integer NOT NULL,
    region  integer NOT NULL,
    stream  text    NOT NULL,
    kind    text    NOT NULL,
    shape   integer NOT NULL,
    body    text    NOT NULL,
    actor   integer NOT NULL,
    holder  integer NOT NULL,
    roles   integer NOT NULL,
    request bytea   NOT NULL,
    cause   bigint  NOT NULL,
    at      bigint  NOT NULL,
    batch   bigint  NOT NULL,
    PRIMARY KEY (number)
) PARTITION BY RANGE (number);

CREATE TABLE journal_from_1 PARTITION OF journal FOR VALUES FROM (1) TO (MAXVALUE);

-- One row a batch: its mark settles an unknown commit, its hash is chained to the one before.
CREATE TABLE batch (
    first bigint PRIMARY KEY,
    last  bigint NOT NULL,
    mark  bytea  NOT NULL,
    hash  bytea  NOT NULL
);

-- Same id, same answer: kept for seven days.
CREATE TABLE answered (
    id          bytea PRIMARY KEY,
    fingerprint bytea  NOT NULL,
    first       bigint NOT NULL,
    last        bigint NOT NULL,
    at          bigint NOT NULL
);

-- The vault: sealed items, and how a person is found again.
CREATE TABLE sealed_item (
    id     bytea PRIMARY KEY,
    person bytea   NOT NULL,
    holder integer NOT NULL,
    field  integer NOT NULL,
    box    bytea   NOT NULL
);

CREATE TABLE person_index (
    hash   bytea PRIMARY KEY,
    person bytea   NOT NULL,
    holder integer NOT NULL
);

-- Keys of the web server's own sealing, under the master key.
CREATE TABLE protection_key (
    name text PRIMARY KEY,
    box  bytea NOT NULL
);

CREATE TABLE meta (
    name  text PRIMARY KEY,
    value text NOT NULL
);

-- Half-filled forms, sealed; gone after submit or a day.
CREATE TABLE draft (
    id      bytea PRIMARY KEY,
    account integer NOT NULL,
    box     bytea   NOT NULL,
    at      bigint  NOT NULL
);

-- Who works on this journal, and what they can read: for the write level.
CREATE TABLE node (
    id      bytea PRIMARY KEY,
    name    text    NOT NULL,
    program text    NOT NULL,
    reads   integer NOT NULL,
    seen_at bigint  NOT NULL
);

-- What the world was when a month ended.
CREATE TABLE seal (
    month  text PRIMARY KEY,
    number bigint  NOT NULL,
    fold   integer NOT NULL,
    world  text    NOT NULL,
    head   bytea   NOT NULL
);

-- The journal's time, in milliseconds: after the lock, so not the transaction's own.
CREATE FUNCTION journal_time() RETURNS bigint LANGUAGE sql VOLATILE AS
    $$ SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint $$;
