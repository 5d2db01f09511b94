/** How each step of a run stands, in words. */

import type { Progress } from "../../wire/Progress";
import type { RunView } from "../../wire/RunView";
import type { Visit } from "../../wire/Visit";
import type { Wait } from "../../wire/Wait";

/** What the icon and the word of a step say. */
export type Standing =
  | "current"
  | "open"
  | "not_taken"
  | "done"
  | "chosen"
  | "not_applicable"
  | "overridden"
  | "skipped"
  | "deferred"
  | "waived"
  | "failed";

export const STANDING_WORDS: Record<Standing, string> = {
  current: "now",
  open: "ahead",
  not_taken: "not taken",
  done: "done",
  chosen: "chosen",
  not_applicable: "not applicable",
  overridden: "overridden",
  skipped: "skipped",
  deferred: "deferred",
  waived: "waived",
  failed: "failed",
};

/** One line of the list of steps. */
export interface Line {
  id: string;
  title: string;
  standing: Standing;
  /** The last ended visit. */
  last: Visit | null;
  wait: Wait | null;
}

/** The steps of one section, in file order. */
export interface SectionLines {
  /** Unique in the list. */
  key: string;
  title: string;
  lines: Line[];
}

/** The list of steps of a run, by section. */
export function sections(view: RunView): SectionLines[] {
  const made: SectionLines[] = [];
  for (const [index, step] of view.outline.entries()) {
    const last = view.run.visits.findLast((visit) => visit.step === step.id) ?? null;
    const line: Line = {
      id: step.id,
      title: step.title,
      standing: standing(view, step.id, last),
      last,
      wait: step.wait,
    };
    const section = made.at(-1);
    if (section?.title === step.section) section.lines.push(line);
    else made.push({ key: `${String(index)} ${step.section}`, title: step.section, lines: [line] });
  }
  return made;
}

function standing(view: RunView, step: string, last: Visit | null): Standing {
  const state = view.progress.steps.find((state) => state.step === step);
  switch (state?.status) {
    case "current":
      return "current";
    case "branch_not_taken":
      return "not_taken";
    case "closed":
      if (state.outcome === "deferred") {
        return view.progress.deferred.includes(step) ? "deferred" : "waived";
      }
      if (state.outcome === "done" && last?.answer_words) return "chosen";
      return state.outcome ?? "done";
    default:
      return "open";
  }
}

/** `4 of 9 · 1 deferred`. */
export function progressWords({ count, deferred }: Progress): string {
  const put_off = deferred.length > 0 ? ` · ${String(deferred.length)} deferred` : "";
  return `${String(count.closed)} of ${String(count.of)}${put_off}`;
}

/** One word a segment of the bar. */
export function segments({ count, deferred, steps }: Progress): string[] {
  // A deferred step that is current again is no longer behind.
  const current = steps.find((step) => step.status === "current");
  const behind = deferred.filter((step) => step !== current?.step).length;
  const kinds = [
    ...Array<string>(Math.max(0, count.closed - behind)).fill("done"),
    ...Array<string>(behind).fill("deferred"),
    ...(current ? ["current"] : []),
  ];
  return Array.from({ length: count.of }, (_, index) => kinds[index] ?? "ahead");
}

/** `15–30 min`, `at least 90 s`. */
export function waitWords({ min_s, max_s }: Wait): string {
  const unit = Math.min(min_s, max_s ?? min_s) % 60 === 0 && (max_s ?? 0) % 60 === 0 ? 60 : 1;
  const name = unit === 60 ? "min" : "s";
  if (max_s === null) return `≥ ${String(min_s / unit)} ${name}`;
  if (min_s === max_s) return `${String(min_s / unit)} ${name}`;
  return `${String(min_s / unit)}–${String(max_s / unit)} ${name}`;
}
