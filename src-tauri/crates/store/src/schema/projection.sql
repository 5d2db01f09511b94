-- Kind: projection. Current state, folded from the journal; dropped and refolded by a rebuild.

-- Kind: projection. What this workspace is.
CREATE TABLE workspace (
  n    INTEGER PRIMARY KEY CHECK (n = 1),
  name TEXT NOT NULL,
  mode TEXT NOT NULL               -- live or replay
) STRICT;

-- Kind: projection. People in the record.
CREATE TABLE person (
  id     TEXT PRIMARY KEY,
  handle TEXT NOT NULL,
  name   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX person_handle ON person (handle);

-- Kind: projection. Runbooks at their latest revision.
CREATE TABLE runbook (
  id       TEXT PRIMARY KEY,
  slug     TEXT NOT NULL,
  path     TEXT NOT NULL,
  key      TEXT,                   -- identity given in the front matter
  kind     TEXT NOT NULL,
  title    TEXT NOT NULL,
  owner    TEXT,
  class    TEXT NOT NULL,
  format   TEXT NOT NULL,
  revision INTEGER NOT NULL,
  steps    INTEGER NOT NULL,
  errors   INTEGER NOT NULL,
  warnings INTEGER NOT NULL,
  changed  TEXT NOT NULL           -- when the latest revision was recorded
) STRICT, WITHOUT ROWID;
CREATE INDEX runbook_slug ON runbook (slug);
CREATE INDEX runbook_path ON runbook (path);
CREATE INDEX runbook_key ON runbook (key) WHERE key IS NOT NULL;

-- Kind: projection. Every revision's bytes and how they were read.
CREATE TABLE runbook_revision (
  runbook  TEXT NOT NULL,
  revision INTEGER NOT NULL,
  source   TEXT NOT NULL,          -- SHA-256, hex; empty after a redaction
  document TEXT NOT NULL,
  recorded TEXT NOT NULL,
  PRIMARY KEY (runbook, revision)
) STRICT, WITHOUT ROWID;

-- Kind: projection. The acts of incidents and runs, in fold order: what their state is folded from.
CREATE TABLE act (
  subject TEXT NOT NULL,
  lam     INTEGER NOT NULL,
  place   INTEGER NOT NULL,
  record  TEXT NOT NULL,
  PRIMARY KEY (subject, lam, place)
) STRICT, WITHOUT ROWID;

-- Kind: projection. Incidents as lists show them.
CREATE TABLE incident (
  id         TEXT PRIMARY KEY,
  number     TEXT NOT NULL,
  year       INTEGER NOT NULL,
  n          INTEGER NOT NULL,
  title      TEXT NOT NULL,
  kind       TEXT NOT NULL,
  severity   TEXT NOT NULL,
  state      TEXT NOT NULL,
  occurrence INTEGER NOT NULL,
  declared   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX incident_number ON incident (year, n);

-- Kind: projection. Runs as lists show them; where one stands is folded from its acts.
CREATE TABLE run (
  id       TEXT PRIMARY KEY,
  number   TEXT NOT NULL,
  year     INTEGER NOT NULL,
  n        INTEGER NOT NULL,
  runbook  TEXT NOT NULL,
  revision INTEGER NOT NULL,
  title    TEXT NOT NULL,
  incident TEXT,
  drill    TEXT NOT NULL,
  operator TEXT NOT NULL,
  started  TEXT NOT NULL,
  ended    TEXT,                   -- when it ended; none while it goes on
  footer   TEXT,                   -- how it ended
  parent   TEXT,                   -- the run whose step called for it
  parent_step  TEXT,
  parent_visit INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX run_number ON run (year, n);
CREATE INDEX run_parent ON run (parent) WHERE parent IS NOT NULL;
CREATE INDEX run_incident ON run (incident) WHERE incident IS NOT NULL;

-- Kind: projection. Attempts at the training questions of runbooks.
CREATE TABLE training (
  record    TEXT PRIMARY KEY,
  runbook   TEXT NOT NULL,
  revision  INTEGER NOT NULL,
  person    TEXT NOT NULL,
  at        TEXT NOT NULL,
  score     INTEGER NOT NULL,       -- how many were answered right
  questions INTEGER NOT NULL,
  pass_mark INTEGER NOT NULL,       -- percent
  passed    TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX training_runbook ON training (runbook, at);

-- Kind: projection. The timeline: at most one entry for each record linked to an incident. Kept in the order of an
-- incident's records, so that it needs no index beside: each would cost every event a page.
CREATE TABLE entry (
  incident  TEXT NOT NULL,
  lam       INTEGER NOT NULL,
  place     INTEGER NOT NULL,
  record    TEXT NOT NULL,
  occurred  TEXT,                  -- UTC; absent when nobody knows
  until     TEXT,
  precision TEXT NOT NULL,
  words     TEXT,                  -- the time as typed
  recorded  TEXT NOT NULL,
  kind      TEXT NOT NULL,
  text      TEXT NOT NULL,
  actor     TEXT NOT NULL,
  undone_by TEXT,                  -- the record that took it back
  first_occurred  TEXT,            -- once its time was corrected: what it was first
  first_precision TEXT,            -- set exactly when its time was corrected
  first_text TEXT,                 -- once its words were corrected: what they were first
  why       TEXT,                  -- why it was corrected last
  hidden    TEXT,                  -- why it is hidden
  pinned    INTEGER NOT NULL DEFAULT 0,
  document  INTEGER NOT NULL,      -- what it is found by: the row of `document`
  PRIMARY KEY (incident, lam, place)
) STRICT, WITHOUT ROWID;

-- Kind: projection. Postmortems at their latest draft.
CREATE TABLE postmortem (
  id       TEXT PRIMARY KEY,
  incident TEXT NOT NULL,
  draft    INTEGER NOT NULL,
  title    TEXT NOT NULL,
  template TEXT NOT NULL,
  sections TEXT NOT NULL,          -- SHA-256 of a JSON list, hex
  drafted  TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX postmortem_incident ON postmortem (incident);

-- Kind: projection. Sections of postmortems that people wrote on since the latest draft.
CREATE TABLE postmortem_section (
  postmortem TEXT NOT NULL,
  section    TEXT NOT NULL,
  human      TEXT NOT NULL,
  PRIMARY KEY (postmortem, section)
) STRICT, WITHOUT ROWID;
