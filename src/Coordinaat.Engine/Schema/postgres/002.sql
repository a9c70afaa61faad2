-- The world itself goes with the seal: months before it may be moved away.
DROP TABLE seal;

CREATE TABLE seal (
    month  text    NOT NULL,
    fold   integer NOT NULL,
    number bigint  NOT NULL,
    world  text    NOT NULL,
    head   bytea   NOT NULL,
    body   bytea   NOT NULL,
    PRIMARY KEY (month, fold)
);
