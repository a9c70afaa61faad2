-- What each feed last said. Times are milliseconds; 0 for never.
CREATE TABLE feed_state (
    feed   text PRIMARY KEY,
    heard  bigint NOT NULL,
    spoken bigint NOT NULL,
    begun  bigint NOT NULL
);

-- What feeds said of visits. A visit is a keyed hash: no number of a patient is here.
CREATE TABLE feed_movement (
    feed     text    NOT NULL,
    visit    bytea   NOT NULL,
    kind     integer NOT NULL,
    at       bigint  NOT NULL,
    sent     bigint  NOT NULL,
    control  text    NOT NULL,
    place    text    NOT NULL,
    prior    text    NOT NULL,
    received bigint  NOT NULL,
    finding  integer NOT NULL,
    PRIMARY KEY (feed, visit, kind, at, sent, control)
);

CREATE INDEX feed_finding ON feed_movement (received) WHERE finding > 0;

-- Where each visit is by those movements; an empty place is nowhere.
CREATE TABLE feed_visit (
    feed  text   NOT NULL,
    visit bytea  NOT NULL,
    place text   NOT NULL,
    at    bigint NOT NULL,
    PRIMARY KEY (feed, visit)
);

-- Messages that could not be used, sealed; until they can, or for thirty days.
CREATE TABLE feed_listed (
    id       bytea PRIMARY KEY,
    feed     text    NOT NULL,
    fault    integer NOT NULL,
    place    bytea   NOT NULL,
    received bigint  NOT NULL,
    box      bytea   NOT NULL
);

-- How many messages came to what end, a minute.
CREATE TABLE feed_count (
    feed    text    NOT NULL,
    minute  bigint  NOT NULL,
    outcome integer NOT NULL,
    count   integer NOT NULL,
    PRIMARY KEY (feed, minute, outcome)
);
