/** Observation windows: not before the earliest, not after the latest instant. */

import { local, timer, utc } from "../../state/times";

/** Milliseconds after the last announcement until it is made once more. */
const ONCE_MORE = 5 * 60_000;

/** A window as the wire tells it: UTC instants. */
export interface Observation {
  since: string;
  earliest: string | null;
  latest: string | null;
  /** When the next reading is due. */
  reading_due?: string | null;
}

export type WindowState = "early" | "open" | "over";

/** Where an observation stands at `now` (milliseconds); null for a step that waits for nothing. */
export function windowState({ earliest, latest }: Observation, now: number): WindowState | null {
  if (earliest === null && latest === null) return null;
  if (earliest !== null && now < Date.parse(earliest)) return "early";
  if (latest !== null && now > Date.parse(latest)) return "over";
  return "open";
}

/** The state in words, with what remains: `too early, 12:30 to the minimum`. */
export function windowWords(window: Observation, now: number): string {
  const { earliest, latest } = window;
  switch (windowState(window, now)) {
    case "early":
      return `too early, ${timer(Date.parse(earliest ?? "") - now)} to the minimum`;
    case "open":
      return latest === null
        ? "window open, the minimum is over"
        : `window open, ${timer(Date.parse(latest) - now)} to the maximum`;
    case "over":
      return `over, ${timer(now - Date.parse(latest ?? ""))} past the maximum`;
    case null:
      return "";
  }
}

/** `03:25Z (04:25 CET)`. */
export function clockTime(instant: string): string {
  return `${utc(instant, false)} (${local(instant)})`;
}

/** When an observation is to be announced: at the minimum, at the maximum, and once more. */
export function announcements({
  since,
  earliest,
  latest,
  reading_due,
}: Observation): [number, string][] {
  const at: [number, string][] = [];
  // A minimum of nothing is over as soon as the step begins.
  if (earliest !== null && earliest !== since) {
    at.push([Date.parse(earliest), "The minimum is over, the window is open"]);
  }
  if (latest !== null) at.push([Date.parse(latest), "The maximum is over"]);
  const last = at.at(-1);
  if (last) at.push([last[0] + ONCE_MORE, `Five minutes ago: ${lower(last[1])}`]);
  if (reading_due) at.push([Date.parse(reading_due), "A reading is due"]);
  return at;
}

function lower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
