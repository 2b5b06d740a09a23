-- One sample of one build. Its id is the digest of the build's record: what was said of one build counts for no other.
CREATE TABLE lot (
  id VARCHAR(64) NOT NULL PRIMARY KEY,
  build VARCHAR(64) NOT NULL,
  dataset VARCHAR(200) NOT NULL,
  index_digest VARCHAR(64) NOT NULL,
  seed VARCHAR(64) NOT NULL,
  plan VARCHAR(64) NOT NULL,
  number INTEGER NOT NULL,
  alpha DOUBLE PRECISION NOT NULL,
  target DOUBLE PRECISION NOT NULL,
  opened_ms BIGINT NOT NULL,
  state VARCHAR(16) NOT NULL,
  version BIGINT NOT NULL
);

CREATE TABLE reading (
  lot VARCHAR(64) NOT NULL,
  seq BIGINT NOT NULL,
  queue VARCHAR(16) NOT NULL,
  frame VARCHAR(64) NOT NULL,
  reader VARCHAR(64) NOT NULL,
  answer VARCHAR(16) NOT NULL,
  took_ms BIGINT NOT NULL,
  at_ms BIGINT NOT NULL,
  undo VARCHAR(64) NOT NULL,
  undone BOOLEAN NOT NULL,
  PRIMARY KEY (lot, seq),
  FOREIGN KEY (lot) REFERENCES lot (id)
);

CREATE TABLE mark (
  lot VARCHAR(64) NOT NULL,
  seq BIGINT NOT NULL,
  place INTEGER NOT NULL,
  x INTEGER NOT NULL,
  y INTEGER NOT NULL,
  w INTEGER NOT NULL,
  h INTEGER NOT NULL,
  category VARCHAR(32) NOT NULL,
  PRIMARY KEY (lot, seq, place),
  FOREIGN KEY (lot, seq) REFERENCES reading (lot, seq)
);

CREATE TABLE lease (
  lot VARCHAR(64) NOT NULL,
  item VARCHAR(64) NOT NULL,
  reader VARCHAR(64) NOT NULL,
  until_ms BIGINT NOT NULL,
  PRIMARY KEY (lot, item),
  FOREIGN KEY (lot) REFERENCES lot (id)
);
