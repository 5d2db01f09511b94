/** The overview: entries over time, in lanes. */

import { utc } from "../../state/times";
import type { EntryView } from "../../wire/EntryView";

/** Units from the first to the last instant. */
export const WIDTH = 800;
const TICK = 3;

/** A mark of a lane, in units from the left. */
export interface Mark {
  x: number;
  width: number;
}

export interface Lane {
  name: string;
  /** How many things it stands for. */
  count: number;
  marks: Mark[];
}

const LANES: readonly { name: string; kinds: readonly string[] }[] = [
  { name: "notes", kinds: ["note", "alert", "evidence", "observation"] },
  { name: "actions", kinds: ["action", "decision", "approval"] },
  { name: "milestones", kinds: ["milestone", "status"] },
];

/** A run: until now while it goes on; of one that ended only the start is known here. */
export interface Bar {
  started: string;
  active: boolean;
}

/** The lanes with a sentence that tells the same. */
export interface Overview {
  lanes: Lane[];
  words: string;
}

/**
 * Lays out what is known.
 *
 * @param until milliseconds since 1970 up to which the picture goes; the last entry when null
 */
export function overview(
  entries: readonly EntryView[],
  runs: readonly Bar[],
  until: number | null,
): Overview | null {
  const shown = entries.filter((entry) => entry.at !== null && !entry.undone);
  const instants = [
    ...shown.map((entry) => Date.parse(entry.at ?? "")),
    ...runs.map((run) => Date.parse(run.started)),
  ];
  const [from, to] = extent(until === null ? instants : [...instants, until]);
  if (instants.length === 0) return null;
  const place = (instant: string | number) => {
    const at = typeof instant === "string" ? Date.parse(instant) : instant;
    return to === from ? 0 : Math.round(((at - from) / (to - from)) * (WIDTH - TICK));
  };
  const lanes = LANES.map(({ name, kinds }): Lane => {
    const own = shown.filter((entry) => kinds.includes(entry.kind));
    // Thousands of entries share few places; one mark a place is enough.
    const places = new Set(own.map((entry) => place(entry.at ?? "")));
    return { name, count: own.length, marks: [...places].map((x) => ({ x, width: TICK })) };
  });
  lanes.push({
    name: "runs",
    count: runs.length,
    marks: runs.map((run) => {
      const x = place(run.started);
      return { x, width: run.active && until !== null ? place(until) - x + TICK : TICK };
    }),
  });
  const counts = lanes.map((lane) => `${lane.name} ${String(lane.count)}`).join(", ");
  return { lanes, words: `From ${utc(from, false)} to ${utc(to, false)}: ${counts}` };
}

function extent(instants: readonly number[]): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const instant of instants) {
    low = Math.min(low, instant);
    high = Math.max(high, instant);
  }
  return [low, high];
}
