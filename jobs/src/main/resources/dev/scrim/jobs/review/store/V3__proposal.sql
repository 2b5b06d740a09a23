-- Changes of the spec that an officer took because of a miss.
CREATE TABLE proposal (
  lot VARCHAR(64) NOT NULL,
  seq BIGINT NOT NULL,
  number INTEGER NOT NULL,
  who VARCHAR(64) NOT NULL,
  at_ms BIGINT NOT NULL,
  PRIMARY KEY (lot, seq),
  FOREIGN KEY (lot, seq) REFERENCES reading (lot, seq)
);
