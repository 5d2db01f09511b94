/** What somebody has typed and chosen for one visit of a step, kept as one draft until the step is closed. */

import type { Draft } from "../../state/draft.svelte";
import type { Done } from "../../wire/Done";
import type { StepView } from "../../wire/StepView";
import { approvalNeed } from "./approval";

/** The outcomes that ask why. */
export type Reasoned = "fail" | "skip" | "defer" | "not_applicable" | "override" | "abort";

export interface Words {
  /** Index of the chosen answer. */
  answer: number | null;
  /** Whether the expectation was met. */
  matched: boolean | null;
  saw: string;
  note: string;
  /** What a dangerous step asks to type. */
  confirm: string;
  values: Record<string, string>;
  /** The next reading of an observation, by name. */
  reading: Record<string, string>;
  why: Partial<Record<Reasoned | "approve", string>>;
}

const NOTHING: Words = {
  answer: null,
  matched: null,
  saw: "",
  note: "",
  confirm: "",
  values: {},
  reading: {},
  why: {},
};

/** The key of the draft of one visit. */
export function visitKey(run: string, step: string, visit: number): string {
  return `draft:run:${run}:${step}:${String(visit)}`;
}

/** Reads a kept draft; what cannot be read is taken as a note, so that no word is lost. */
export function readWords(text: string): Words {
  if (text === "") return NOTHING;
  try {
    return { ...NOTHING, ...(JSON.parse(text) as Partial<Words>) };
  } catch {
    return { ...NOTHING, note: text };
  }
}

/** All words typed for a visit as one line; empty when only choices were made. */
export function typedWords(words: Words): string {
  const values = [...Object.entries(words.values), ...Object.entries(words.reading)]
    .filter(([, value]) => value.trim() !== "")
    .map(([name, value]) => `${name} = ${value}`);
  return [words.note, words.saw, ...Object.values(words.why), ...values]
    .filter((part) => part.trim() !== "")
    .join("; ");
}

export class StepWords {
  now = $state.raw<Words>(NOTHING);

  constructor(readonly draft: Draft) {
    this.now = readWords(draft.text);
  }

  set(change: Partial<Words>): void {
    this.now = { ...this.now, ...change };
    this.draft.text = JSON.stringify(this.now);
    this.draft.typed();
  }

  setValue(name: string, value: string): void {
    this.set({ values: { ...this.now.values, [name]: value } });
  }

  setWhy(kind: Reasoned | "approve", why: string): void {
    this.set({ why: { ...this.now.why, [kind]: why } });
  }
}

/** Something a step asks for before it can be called done. */
export interface Wanting {
  what: "answer" | "expect" | "tasks" | "values" | "confirm" | "approval" | "evidence" | "child";
  message: string;
}

/**
 * What is still missing before the step is done: the first thing, so that the focus can be led to it.
 *
 * @param attached how many pieces of evidence the visit has
 * @param ticked indexes of the sub-items that are confirmed, those on their way to the disk included
 */
export function wanting(
  step: StepView,
  words: Words,
  attached: number,
  ticked: ReadonlySet<number>,
): Wanting | null {
  if (step.answers.length > 0 && words.answer === null) {
    return { what: "answer", message: "Choose an answer first." };
  }
  const open = step.tasks
    .map((task, index) => ({ task, index }))
    .filter(({ task, index }) => !task.optional && !task.ticked && !ticked.has(index))
    .map(({ index }) => String(index + 1));
  if (open.length > 0) return { what: "tasks", message: `Not confirmed yet: ${open.join(", ")}.` };
  if (step.expect.length > 0 && words.matched === null) {
    return { what: "expect", message: "Say what you saw: matched, or not matched." };
  }
  const missing = step.records
    .map((field) => field.name)
    .filter((name) => (words.values[name] ?? "").trim() === "");
  if (missing.length > 0) {
    return { what: "values", message: `Write down first: ${missing.join(", ")}.` };
  }
  if (step.confirm !== null && !confirms(step.confirm, words.confirm)) {
    return { what: "confirm", message: `This is dangerous. Type ${step.confirm} to confirm it.` };
  }
  const approval = approvalNeed(step.approval);
  if (step.approval && approval) {
    const what =
      approval === "ask" ? "Ask first for the approval of" : "It waits for the approval of";
    return { what: "approval", message: `${what} ${step.approval.role}.` };
  }
  const needed = step.evidence.find((field) => field.required);
  if (needed && attached === 0) {
    return { what: "evidence", message: `Attach first: ${needed.kind}. Paste it or drop it here.` };
  }
  const child = step.child?.runs.find((run) => run.ended === null);
  if (child) {
    return { what: "child", message: `${child.number} still goes on. Complete or stop it first.` };
  }
  return null;
}

/** Whether what was typed is what a dangerous step asks for. */
export function confirms(target: string, typed: string): boolean {
  return typed.trim() === target.trim();
}

/** Whether a step can be done all the same, when somebody says why. */
export function mayOverride(wanted: Wanting | null): boolean {
  return wanted !== null && ["approval", "evidence", "child"].includes(wanted.what);
}

/** What is recorded when the step is done. */
export function doneWith(step: StepView, words: Words): Done {
  const given = Object.entries(words.values).filter(
    ([name, value]) => value.trim() !== "" && step.records.some((field) => field.name === name),
  );
  const saw = words.saw.trim() || (words.matched === true ? "matched" : null);
  return {
    saw,
    choose: words.answer === null ? null : String(words.answer + 1),
    set: Object.fromEntries(given),
    confirm: step.confirm === null ? null : words.confirm,
    note: words.note.trim() || null,
    all: false,
  };
}
