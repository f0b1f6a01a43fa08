-- The log: entries, the kept nodes of their Merkle tree, its right edge, and what entries point at.
CREATE TABLE entries (
  sequence      INTEGER PRIMARY KEY,
  id            TEXT NOT NULL UNIQUE,
  kind          TEXT NOT NULL,
  time          TEXT NOT NULL,
  about         TEXT,
  decision_date TEXT,
  verdict       TEXT,
  rulebook      TEXT,
  leaf          BLOB NOT NULL,
  entry         TEXT NOT NULL
) STRICT;
CREATE INDEX entries_about ON entries (about) WHERE about IS NOT NULL;
CREATE TABLE nodes (
  level    INTEGER NOT NULL,
  position INTEGER NOT NULL,
  hash     BLOB NOT NULL,
  PRIMARY KEY (level, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE head (
  one   INTEGER PRIMARY KEY CHECK (one = 1),
  size  INTEGER NOT NULL,
  last  TEXT NOT NULL,
  peaks BLOB NOT NULL
) STRICT;
CREATE TABLE rulebooks (
  digest TEXT PRIMARY KEY,
  texts  TEXT NOT NULL
) STRICT;
CREATE TABLE personal (
  sequence INTEGER NOT NULL,
  path     TEXT NOT NULL,
  salt     BLOB NOT NULL,
  value    TEXT NOT NULL,
  PRIMARY KEY (sequence, path)
) STRICT, WITHOUT ROWID;
CREATE TABLE checkpoints (
  size INTEGER NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (size, note)
) STRICT, WITHOUT ROWID;
INSERT INTO head (one, size, last, peaks)
VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000', x'');
