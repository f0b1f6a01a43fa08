-- The log: entries, the kept nodes of their Merkle tree, its right edge, and what entries point at.
CREATE TABLE entries (
  sequence      BIGINT PRIMARY KEY,
  id            TEXT NOT NULL UNIQUE,
  kind          TEXT NOT NULL,
  time          TEXT NOT NULL,
  about         TEXT,
  decision_date TEXT,
  verdict       TEXT,
  rulebook      TEXT,
  leaf          BYTEA NOT NULL,
  entry         TEXT NOT NULL
);
CREATE INDEX entries_about ON entries (about) WHERE about IS NOT NULL;
CREATE TABLE nodes (
  level    BIGINT NOT NULL,
  position BIGINT NOT NULL,
  hash     BYTEA NOT NULL,
  PRIMARY KEY (level, position)
);
CREATE TABLE head (
  one   BIGINT PRIMARY KEY CHECK (one = 1),
  size  BIGINT NOT NULL,
  last  TEXT NOT NULL,
  peaks BYTEA NOT NULL
);
CREATE TABLE rulebooks (
  digest TEXT PRIMARY KEY,
  texts  TEXT NOT NULL
);
CREATE TABLE personal (
  sequence BIGINT NOT NULL,
  path     TEXT NOT NULL,
  salt     BYTEA NOT NULL,
  value    TEXT NOT NULL,
  PRIMARY KEY (sequence, path)
);
CREATE TABLE checkpoints (
  size BIGINT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (size, note)
);
INSERT INTO head (one, size, last, peaks)
VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000', '');
