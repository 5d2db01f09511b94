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

/** Letters from which on the texts are searched as well. */
export const SEARCH_FROM = 2;

/**
 * The runbooks that fit: those whose name holds every word first, in their order, then those whose text does, best
 * first.
 *
 * @param found what search found for the same words; runbooks only are used
 */
export function shown(
  runbooks: readonly RunbookSummary[],
  words: string,
  choice: Choice,
  found: readonly Found[],
): Row[] {
  const allowed = runbooks.filter(
    (one) =>
      (choice.kind === "" || one.kind === choice.kind) &&
      (choice.format === "" || one.format === choice.format) &&
      (!choice.errors || one.errors > 0),
  );
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return allowed.map((runbook) => ({ runbook, snippet: null }));
  const named = allowed.filter((one) => {
    const name = `${one.title}\n${one.slug}\n${one.owner ?? ""}`.toLowerCase();
    return wanted.every((word) => name.includes(word));
  });
  const already = new Set(named.map((one) => one.slug));
  const bySlug = new Map(allowed.map((one) => [one.slug, one]));
  const texts = found.flatMap((hit): Row[] => {
    const runbook = hit.kind === "runbook" ? bySlug.get(hit.name) : undefined;
    if (!runbook || already.has(runbook.slug)) return [];
    already.add(runbook.slug);
    return [{ runbook, snippet: hit.snippet }];
  });
  return [...named.map((runbook) => ({ runbook, snippet: null })), ...texts];
}

/** How many there are of each word, in the order of the first of them. */
export function counted(words: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts];
}
