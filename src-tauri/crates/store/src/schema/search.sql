-- Kind: projection. What search finds: one row per runbook, incident, entry, postmortem.
CREATE TABLE document (
  n     INTEGER PRIMARY KEY,
  kind  TEXT NOT NULL,
  id    TEXT NOT NULL,             -- of an entry: of its incident
  title TEXT NOT NULL,
  body  TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX document_thing ON document (kind, id) WHERE kind <> 'entry'; -- an entry's row is named by its number

-- Kind: projection. The words of `document` in whole steps of 64 rows: the search index costs a single event more
-- pages than all the rest, so it is written for 64 at once and the last rows are searched as they are.
CREATE VIEW document_indexed AS
  SELECT n, title, body FROM document WHERE n <= (SELECT max(n) - max(n) % 64 FROM document);

CREATE VIRTUAL TABLE document_words USING fts5 (
  title, body, content = 'document_indexed', content_rowid = 'n', tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO document_words (document_words, rank) VALUES ('secure-delete', 1);
