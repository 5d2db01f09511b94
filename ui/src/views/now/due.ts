/** Timers of runs that go on: which want somebody's eyes. */

import { timer } from "../../state/times";
import type { ActiveRun } from "../../wire/ActiveRun";

/** Milliseconds before an end at which it is worth a line of its own. */
const SOON = 2 * 60_000;

/** What a timer says. */
export interface Due {
  words: string;
  /** Overdue is past its end; ready may go on; soon is about to; waiting has time. */
  state: "overdue" | "ready" | "soon" | "waiting";
}

/** What of a run may be due. */
export type Waiting = Pick<ActiveRun, "earliest" | "latest" | "reading_due" | "waits_for">;

/** What is due in a run: the timer of its current step, a reading, an approval; null when nothing is. `now` in milliseconds. */
export function dueOf(run: Waiting, now: number): Due | null {
  const window = windowDue(run, now);
  if (window?.state === "overdue") return window;
  const reading = run.reading_due === null ? null : Date.parse(run.reading_due);
  if (reading !== null && now >= reading) {
    return { words: `a reading is due for ${timer(now - reading)}`, state: "overdue" };
  }
  if (run.waits_for !== null) {
    return { words: `waits for the approval of ${run.waits_for}`, state: "ready" };
  }
  return window;
}

function windowDue(run: Pick<ActiveRun, "earliest" | "latest">, now: number): Due | null {
  const earliest = run.earliest === null ? null : Date.parse(run.earliest);
  const latest = run.latest === null ? null : Date.parse(run.latest);
  if (latest !== null && now >= latest) {
    return { words: `overdue by ${timer(now - latest)}`, state: "overdue" };
  }
  if (earliest !== null && now < earliest) {
    const state = earliest - now <= SOON ? "soon" : "waiting";
    return { words: `may go on in ${timer(earliest - now)}`, state };
  }
  if (latest !== null) {
    const left = `at most ${timer(latest - now)} more`;
    if (earliest !== null) return { words: `may go on; ${left}`, state: "ready" };
    return { words: left, state: latest - now <= SOON ? "soon" : "waiting" };
  }
  return earliest === null ? null : { words: "may go on", state: "ready" };
}

/** Whether a timer belongs among the things that are due. */
export function isDue(due: Due | null): due is Due {
  return due !== null && due.state !== "waiting";
}
