-- Kind: blob. Content by its plain SHA-256: runbook bytes, step lists, evidence, approved content.
CREATE TABLE blob (
  hash  BLOB NOT NULL UNIQUE,
  bytes BLOB NOT NULL
) STRICT;
