-- Where each visit was first when, by its movements; is_arrival is 0 where it was there already.
CREATE TABLE feed_arrival (
    feed       text    NOT NULL,
    visit      bytea   NOT NULL,
    place      text    NOT NULL,
    at         bigint  NOT NULL,
    is_arrival integer NOT NULL,
    PRIMARY KEY (feed, visit, place)
);

CREATE INDEX feed_arrival_at ON feed_arrival (at);

-- The minutes that the usable messages of a feed speak of: in between it may have been silent.
CREATE TABLE feed_minute (
    feed   text   NOT NULL,
    minute bigint NOT NULL,
    PRIMARY KEY (feed, minute)
);
