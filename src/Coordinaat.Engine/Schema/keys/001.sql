-- Keys of persons' records, wrapped by the master key. In a store of their own.
CREATE TABLE IF NOT EXISTS person_key (
    person bytea   NOT NULL,
    holder integer NOT NULL,
    box    bytea   NOT NULL,
    PRIMARY KEY (person, holder)
);

-- Which records were destroyed. In no back-up of the keys.
CREATE TABLE IF NOT EXISTS erasure (
    line text PRIMARY KEY
);
