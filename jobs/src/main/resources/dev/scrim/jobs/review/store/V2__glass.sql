-- Requests to see a frame as it was before redaction. A second person approves; the asker looks once.
CREATE TABLE glass (
  id VARCHAR(64) NOT NULL PRIMARY KEY,
  lot VARCHAR(64) NOT NULL,
  frame VARCHAR(64) NOT NULL,
  asker VARCHAR(64) NOT NULL,
  reason VARCHAR(200) NOT NULL,
  asked_ms BIGINT NOT NULL,
  approver VARCHAR(64),
  approved_ms BIGINT,
  used_ms BIGINT,
  FOREIGN KEY (lot) REFERENCES lot (id)
);
