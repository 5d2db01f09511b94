/** What a timeline shows: which entries, and how each is told. */

import type { TimeShown } from "../../state/preferences.svelte";
import { local, tPlus, utc } from "../../state/times";
import type { EntryView } from "../../wire/EntryView";
import { hedge } from "./when";

export type Filter =
  "all" | "note" | "action" | "decision" | "milestone" | "evidence" | "pinned" | "hidden";

/** The chips in their order, with their words. */
export const FILTERS: readonly { filter: Filter; words: string }[] = [
  { filter: "all", words: "all" },
  { filter: "note", words: "notes" },
  { filter: "action", words: "actions" },
  { filter: "decision", words: "decisions" },
  { filter: "milestone", words: "milestones" },
  { filter: "evidence", words: "evidence" },
  { filter: "pinned", words: "pinned" },
  { filter: "hidden", words: "hidden" },
];

/** Whether a filter lets an entry through; hidden ones only on demand. */
export function passes(entry: EntryView, filter: Filter): boolean {
  if (filter === "hidden") return entry.hidden !== null;
  if (entry.hidden !== null) return false;
  if (filter === "all") return true;
  return filter === "pinned" ? entry.pinned : entry.kind === filter;
}

/** How many entries each filter lets through. */
export function countsOf(entries: readonly EntryView[]): Record<Filter, number> {
  const counts = { all: 0, note: 0, action: 0, decision: 0 } as Record<Filter, number>;
  for (const { filter } of FILTERS) {
    counts[filter] = entries.filter((entry) => passes(entry, filter)).length;
  }
  return counts;
}

/** `03:14:06Z`, `04:14:06 CET` or `T+00:13:07`, no finer than it is known; with a word where it is not exact. */
export function timeOf(
  at: string | null,
  precision: string,
  tPlusSeconds: number | null,
  shown: TimeShown,
): string {
  if (at === null) return "unknown";
  const fine = precision === "exact" || precision === "second";
  const before = hedge(precision);
  if (shown === "t_plus" && tPlusSeconds !== null) return before + tPlus(tPlusSeconds);
  return before + (shown === "local" ? local(at, fine) : utc(at, fine));
}

/** The citation of an entry in Markdown, as the postmortem's own text has it. */
export function citation(entry: Pick<EntryView, "id" | "at" | "recorded">): string {
  return `[${utc(entry.at ?? entry.recorded, false)}](#e-${entry.id})`;
}

/** The entry that a citation's address leads to. */
export function citedBy(address: string): string | null {
  return address.startsWith("#e-") ? address.slice(3) : null;
}

/** The badge behind an entry's words. */
export function badgeOf(entry: EntryView): string {
  const corrected = [
    entry.first_precision === null ? null : "time corrected",
    entry.first_text === null ? null : "words corrected",
  ];
  return [entry.late, ...corrected].filter((part) => part !== null).join(" · ");
}
