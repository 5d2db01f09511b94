/** Which runbooks of the library are shown. */

import type { Found } from "../../wire/Found";
import type { RunbookSummary } from "../../wire/RunbookSummary";

/** What the chips choose; an empty word chooses all. */
export interface Choice {
  /** `runbook`, `playbook`, `template`, or empty. */
  kind: string;
  /** `native`, `foreign`, or empty. */
  format: string;
  /** Only those with errors. */
  errors: boolean;
}

/** One line of the library. */
export interface Row {
  runbook: RunbookSummary;
  /** The words that search found inside the text; null when the name itself fits. */
  snippet: string | null;
}

/** A runbook with the text it is known by, in lower case. */
export interface Known {
  runbook: RunbookSummary;
  name: string;
}

/** What each runbook is known by: made once for a list, because each letter that is typed looks through all of it. */
export function knownBy(runbooks: readonly RunbookSummary[]): Known[] {
  return runbooks.map((runbook) => ({
    runbook,
    name: `${runbook.title}\n${runbook.slug}\n${runbook.owner ?? ""}`.toLowerCase(),
  }));
}

/** Letters from which on the texts are searched as well. */
export const SEARCH_FROM = 2;

/**
 * The runbooks that fit: those whose name holds every word first, in their order, then those whose text does, best
 * first.
 *
 * @param found what search found for the same words; runbooks only are used
 */
export function shown(
  runbooks: readonly Known[],
  words: string,
  choice: Choice,
  found: readonly Found[],
): Row[] {
  const allowed = runbooks.filter(
    ({ runbook: one }) =>
      (choice.kind === "" || one.kind === choice.kind) &&
      (choice.format === "" || one.format === choice.format) &&
      (!choice.errors || one.errors > 0),
  );
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const named = allowed.filter(({ name }) => wanted.every((word) => name.includes(word)));
  const rows = named.map(({ runbook }): Row => ({ runbook, snippet: null }));
  if (wanted.length === 0) return rows;
  const hits = new Map(
    found.filter((hit) => hit.kind === "runbook").map((hit) => [hit.name, hit.snippet]),
  );
  for (const { runbook } of named) hits.delete(runbook.slug);
  const bySlug = new Map(
    allowed
      .filter(({ runbook }) => hits.has(runbook.slug))
      .map(({ runbook }) => [runbook.slug, runbook]),
  );
  for (const [slug, snippet] of hits) {
    const runbook = bySlug.get(slug);
    if (runbook) rows.push({ runbook, snippet });
  }
  return rows;
}

/** How many there are of each word, the most first. */
export function counted(words: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}
