/** Times in words, as a person types them into a field of their own. */

import type { FieldClock } from "../../state/preferences.svelte";
import { day, local, sameDay, utc } from "../../state/times";
import type { CapturedLine } from "../../wire/CapturedLine";

/** Stands behind a time, so that it is read as the beginning of a line. */
const WORD = ".";

/** A date, a clock time and an offset, which is no range: `2026-11-20 03:10-05:00`. */
const WITH_OFFSET = /^\d{4}-\d{2}-\d{2}[T ].*\d[+-]\d{2}:\d{2}$/;
/** An offset of its own: `03:10 -05:00`. */
const OFFSET = /\s[+-]\d{2}:\d{2}$/;
/** A clock time at the end: `03:10`, `about 03:10`, `03:10-03:15`, `2026-11-20T03:10:05`. */
const BARE = /(^|[\s~T–-])\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$/;

/** The words with their clock behind them, when they hold a bare time and the field reads such times as UTC. */
export function inClock(words: string, clock: FieldClock): string {
  const typed = words.trim();
  const bare = BARE.test(typed) && !OFFSET.test(typed) && !WITH_OFFSET.test(typed);
  return clock === "utc" && bare ? `${typed} UTC` : typed;
}

/** The line by which Rust is asked what a time means. */
export function asLine(words: string): string {
  return `${words} ${WORD}`;
}

/** What a time that somebody is typing means so far. */
export interface ReadTime {
  /** Milliseconds since 1970; null when there is none. */
  at: number | null;
  /** For the person: the resolved instant with its date, or why there is none. */
  shown: string;
}

/**
 * Reads the answer to `asLine`.
 *
 * @param line what Rust made of it; undefined while it is on its way
 * @param now milliseconds since 1970
 */
export function readTime(words: string, line: CapturedLine | undefined, now: number): ReadTime {
  const typed = words.trim();
  if (typed === "") return { at: now, shown: "now" };
  if (/^(unknown|\?)$/i.test(typed)) return { at: null, shown: "recorded as unknown" };
  if (!line) return { at: null, shown: "" };
  if (line.problem !== null) return { at: null, shown: line.problem };
  if (line.words === null || line.text !== WORD)
    return { at: null, shown: "not read as a time so far" };
  const at = line.at === null ? now : Date.parse(line.at);
  const until = line.until === null ? "" : ` to ${utc(line.until)}`;
  return { at, shown: `${hedge(line.precision)}${instant(at, now)}${until}` };
}

/** `03:10:00Z (04:10 CET)`, with the date in front when it is not today's. */
export function instant(at: number | string, now: number): string {
  const date = sameDay(at, now) ? "" : `${day(at)}, `;
  return `${date}${utc(at)} (${local(at)})`;
}

/** A word before a time that is not known exactly. */
export function hedge(precision: string): string {
  if (precision === "about") return "≈ ";
  return precision === "before" || precision === "after" ? `${precision} ` : "";
}
