-- Kind: local. Settings and drafts of this copy: never exported, never evidence, not in the journal.
CREATE TABLE local (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
