-- Kind: projection. What the store itself derives from the journal; dropped and refolded by a rebuild.

-- Kind: projection. Which code folded the projections.
CREATE TABLE projection_version (
  version INTEGER NOT NULL
) STRICT;

-- Kind: projection. A tree frontier per journal, some records behind its end: saves hashing from the first leaf.
CREATE TABLE frontier (
  journal INTEGER PRIMARY KEY REFERENCES journal (id),
  nodes   BLOB NOT NULL
) STRICT;

-- Kind: projection. What each command appended: `count` records from `place` on.
CREATE TABLE command (
  cmd   TEXT PRIMARY KEY,
  place INTEGER NOT NULL,
  count INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Kind: projection. Every record type in the workspace, to tell at opening whether this program knows them all.
CREATE TABLE record_type (
  type TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
