/** The row of milestones: which are set, which comes next, what was corrected. */

import type { IncidentView } from "../../wire/IncidentView";
import type { MilestoneCode } from "../../wire/MilestoneCode";
import type { MilestoneView } from "../../wire/MilestoneView";

const ROW: readonly { code: string; act: MilestoneCode; name: string }[] = [
  { code: "E0", act: "impact_started", name: "Impact started" },
  { code: "E1", act: "detected", name: "Detected" },
  { code: "E3", act: "acknowledged", name: "Acknowledged" },
  { code: "E4", act: "declared", name: "Declared" },
  { code: "E7", act: "mitigated", name: "Mitigated" },
  { code: "E8", act: "resolved", name: "Resolved" },
];

/** One milestone of the row. */
export interface Stone {
  code: string;
  /** Its name in a command. */
  act: MilestoneCode;
  name: string;
  /** The value that holds. */
  value: MilestoneView | null;
  /** The instant that stood there first, when it was corrected. */
  first: string | null;
  /** The one to expect next. */
  next: boolean;
  /** Name of a milestone that should lie before it and lies behind it. */
  before: string | null;
}

/** The row for the present occurrence; the declaration is that of the first one. */
export function stonesOf(view: Pick<IncidentView, "incident" | "milestones">): Stone[] {
  const { occurrence } = view.incident;
  const stones = ROW.map(({ code, act, name }): Stone => {
    const of = (wanted: number) =>
      view.milestones.filter((one) => one.code === code && one.occurrence === wanted);
    const here = of(occurrence);
    const values = here.length === 0 && code === "E4" ? of(1) : here;
    const value = values.find((one) => one.holds) ?? null;
    const oldest = values[0]?.at ?? null;
    const first = oldest !== null && oldest !== value?.at ? oldest : null;
    return { code, act, name, value, first, next: false, before: null };
  });
  const last = stones.findLastIndex((stone) => stone.value !== null);
  const next = stones[last + 1];
  if (next) next.next = true;
  markDisorder(stones, occurrence);
  return stones;
}

function markDisorder(stones: Stone[], occurrence: number): void {
  let latest: Stone | null = null;
  for (const stone of stones) {
    const { value } = stone;
    if (value?.at == null || value.occurrence !== occurrence) continue;
    if (latest?.value?.at != null && Date.parse(value.at) < Date.parse(latest.value.at)) {
      stone.before = latest.name.toLowerCase();
    } else {
      latest = stone;
    }
  }
}

/** Where T+ counts from, in milliseconds since 1970: impact, else detection, else declaration of the first occurrence. */
export function beginOf(milestones: readonly MilestoneView[]): number | null {
  for (const code of ["E0", "E1", "E4"]) {
    const value = milestones.find((one) => one.code === code && one.occurrence === 1 && one.holds);
    if (value) return value.at === null ? null : Date.parse(value.at);
  }
  return null;
}
