/** Entries for tests. */

import type { EntryView } from "../../wire/EntryView";

/** A note, with what a test says about it. */
export function entry(more: Partial<EntryView> = {}): EntryView {
  return {
    id: "0193-a",
    seq: 1,
    at: "2026-11-25T03:11:20.000Z",
    until: null,
    precision: "minute",
    words: null,
    recorded: "2026-11-25T03:58:20.000Z",
    kind: "note",
    text: "errors gone",
    actor: "A. Meier",
    undone: false,
    late: null,
    t_plus: 620,
    first_at: null,
    first_precision: null,
    first_text: null,
    why: null,
    hidden: null,
    pinned: false,
    ...more,
  };
}
