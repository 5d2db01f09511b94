/** Citing from the timeline. */

import { byName, rank } from "../../shell/rank";
import { utc } from "../../state/times";
import type { EntryView } from "../../wire/EntryView";
import { citation } from "../incident/entries";

/** At most so many entries are offered; more words find the others. */
const OFFERED = 30;

/** Entries that fit the words typed, the latest first; those taken back or hidden are no evidence. */
export function offered(entries: readonly EntryView[], words: string): EntryView[] {
  const live = entries.filter((entry) => !entry.undone && entry.hidden === null).reverse();
  const name = (entry: EntryView) =>
    `${utc(entry.at ?? entry.recorded)} ${entry.kind} ${entry.text} ${entry.actor}`;
  return (words.trim() === "" ? live : rank(words, byName(live, name))).slice(0, OFFERED);
}

/** A text with words put in place of a selection, and where the cursor stands then. */
export interface Inserted {
  text: string;
  cursor: number;
}

/** Puts a citation in place of the selection, parted from words around it. */
export function insertCitation(text: string, from: number, to: number, entry: EntryView): Inserted {
  const [before, after] = [text.slice(0, from), text.slice(to)];
  const left = before === "" || /[\s([{]$/.test(before) ? "" : " ";
  const right = after === "" || /^[\s.,;:!?)\]}]/.test(after) ? "" : " ";
  const head = `${before}${left}${citation(entry)}`;
  return { text: `${head}${right}${after}`, cursor: head.length + right.length };
}
