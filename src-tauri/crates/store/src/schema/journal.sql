-- Kind: journal. The truth: appended to, never changed. A stranger verifies bodies and payload lines;
-- every other column is an index derived from them.

-- Kind: journal. One list of records, written by one device.
CREATE TABLE journal (
  id        INTEGER PRIMARY KEY,
  origin    TEXT NOT NULL UNIQUE,   -- decklog/<uuid>, the `log` of every record in it
  continues TEXT UNIQUE,            -- origin of the journal that this one sealed and goes on from
  device    TEXT NOT NULL           -- dev.id of its records
) STRICT;

-- Kind: journal. `place` is journal * 2^40 + seq: one number orders a journal and needs no second index,
-- which keeps a durable event to few pages.
CREATE TABLE record (
  place   INTEGER PRIMARY KEY,
  journal INTEGER NOT NULL GENERATED ALWAYS AS (place >> 40) VIRTUAL,
  seq     INTEGER NOT NULL GENERATED ALWAYS AS (place & 1099511627775) VIRTUAL,
  lam     INTEGER NOT NULL,         -- of the body: the fold order is (lam, origin, seq)
  leaf    BLOB NOT NULL,            -- SHA-256(0x00 || body)
  body    BLOB NOT NULL             -- the exact bytes that are hashed
) STRICT;

-- Kind: journal. Facts, texts and salts of one record, as the line that a bundle carries.
CREATE TABLE payload (
  place   INTEGER PRIMARY KEY REFERENCES record (place),
  journal INTEGER NOT NULL GENERATED ALWAYS AS (place >> 40) VIRTUAL,
  seq     INTEGER NOT NULL GENERATED ALWAYS AS (place & 1099511627775) VIRTUAL,
  line    BLOB NOT NULL
) STRICT;

-- Kind: journal. Signed tree heads.
CREATE TABLE checkpoint (
  journal INTEGER NOT NULL REFERENCES journal (id),
  size    INTEGER NOT NULL,
  note    BLOB NOT NULL,            -- a C2SP signed note
  PRIMARY KEY (journal, size)
) STRICT;

-- An accident guard, not security: whoever can write the file can drop a trigger. Verification finds it.
CREATE TRIGGER journal_kept BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'a journal row is never changed'); END;
CREATE TRIGGER journal_stays BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'a journal row is never deleted'); END;
CREATE TRIGGER record_kept BEFORE UPDATE ON record BEGIN SELECT RAISE(ABORT, 'a record is never changed'); END;
CREATE TRIGGER record_stays BEFORE DELETE ON record BEGIN SELECT RAISE(ABORT, 'a record is never deleted'); END;
CREATE TRIGGER payload_kept BEFORE UPDATE ON payload BEGIN SELECT RAISE(ABORT, 'a payload is never changed'); END;
CREATE TRIGGER payload_stays BEFORE DELETE ON payload BEGIN SELECT RAISE(ABORT, 'a payload is never deleted'); END;
CREATE TRIGGER checkpoint_kept BEFORE UPDATE ON checkpoint BEGIN SELECT RAISE(ABORT, 'a checkpoint is never changed'); END;
CREATE TRIGGER checkpoint_stays BEFORE DELETE ON checkpoint BEGIN SELECT RAISE(ABORT, 'a checkpoint is never deleted'); END;
