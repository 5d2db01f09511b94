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

-- Kind: projection. What search finds: one row per runbook, entry, postmortem.
CREATE TABLE document (
  n     INTEGER PRIMARY KEY,
  kind  TEXT NOT NULL,
  id    TEXT NOT NULL,
  title TEXT NOT NULL,
  body  TEXT NOT NULL,
  UNIQUE (kind, id)
) STRICT;

-- Kind: projection. The words of `document`; kept in step by the triggers below.
CREATE VIRTUAL TABLE document_words USING fts5 (
  title, body, content = 'document', content_rowid = 'n', tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO document_words (document_words, rank) VALUES ('secure-delete', 1);

CREATE TRIGGER document_added AFTER INSERT ON document BEGIN
  INSERT INTO document_words (rowid, title, body) VALUES (new.n, new.title, new.body);
END;
CREATE TRIGGER document_removed AFTER DELETE ON document BEGIN
  INSERT INTO document_words (document_words, rowid, title, body) VALUES ('delete', old.n, old.title, old.body);
END;
CREATE TRIGGER document_changed AFTER UPDATE ON document BEGIN
  INSERT INTO document_words (document_words, rowid, title, body) VALUES ('delete', old.n, old.title, old.body);
  INSERT INTO document_words (rowid, title, body) VALUES (new.n, new.title, new.body);
END;
