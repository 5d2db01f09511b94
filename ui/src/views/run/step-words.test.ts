import { describe, expect, it } from "vitest";

import { doneWith, readWords, typedWords, wanting } from "./step-words.svelte";
import { aStep } from "./testing";

const none = new Set<number>();
const task = (optional: boolean, ticked = false) => ({ text: "", html: "", optional, ticked });

describe("what a step wants before it is done", () => {
  it("is nothing for a plain step", () => {
    expect(wanting(aStep(), readWords(""), 0, none)).toBeNull();
  });

  it("is an answer, sub-items, what was seen, values, evidence, in this order", () => {
    const step = aStep({
      answers: [{ label: "yes", html: "yes", to: { text: "", target: null } }],
      tasks: [task(false, true), task(false), task(true)],
      expect: ["it works"],
      records: [{ name: "reason", prompt: "", type: "text" }],
      evidence: [{ kind: "output", required: true }],
    });
    let words = readWords("");
    const wants = (attached = 0, ticked: ReadonlySet<number> = none) =>
      wanting(step, words, attached, ticked);
    expect(wants()?.what).toBe("answer");
    words = { ...words, answer: 0 };
    expect(wants()?.message).toBe("Not confirmed yet: 2.");
    const ticked = new Set([1]);
    expect(wants(0, ticked)?.what).toBe("expect");
    words = { ...words, matched: true };
    expect(wants(0, ticked)?.message).toBe("Write down first: reason.");
    words = { ...words, values: { reason: "OOMKilled" } };
    expect(wants(0, ticked)?.what).toBe("evidence");
    expect(wants(1, ticked)).toBeNull();
  });
});

describe("a dangerous step", () => {
  it("wants its target typed, and records it", () => {
    const step = aStep({ confirm: "checkout-api" });
    const typed = (confirm: string) => ({ ...readWords(""), confirm });
    expect(wanting(step, typed("checkout"), 0, none)?.what).toBe("confirm");
    expect(wanting(step, typed(" checkout-api "), 0, none)).toBeNull();
    expect(doneWith(step, typed("checkout-api")).confirm).toBe("checkout-api");
    expect(doneWith(aStep(), typed("left over")).confirm).toBeNull();
  });
});

describe("what is recorded", () => {
  it("holds the answer by its number from 1, and only values the step asks for", () => {
    const step = aStep({ records: [{ name: "reason", prompt: "", type: "text" }] });
    const words = { ...readWords(""), answer: 1, values: { reason: "OOM", other: "x" } };
    expect(doneWith(step, words)).toMatchObject({
      choose: "2",
      set: { reason: "OOM" },
      note: null,
    });
  });

  it("says what was seen in the person's words, else that it matched", () => {
    const matched = { ...readWords(""), matched: true };
    expect(doneWith(aStep(), matched).saw).toBe("matched");
    expect(doneWith(aStep(), { ...matched, saw: "3 of 3 ready" }).saw).toBe("3 of 3 ready");
    expect(doneWith(aStep(), readWords("")).saw).toBeNull();
  });
});

describe("a kept draft", () => {
  it("loses no words when it cannot be read", () => {
    expect(readWords("{half of").note).toBe("{half of");
  });

  it("tells all its words in one line", () => {
    const words = {
      ...readWords(""),
      note: "slow",
      values: { n: "3" },
      why: { skip: "no access" },
    };
    expect(typedWords(words)).toBe("slow; no access; n = 3");
    expect(typedWords({ ...readWords(""), answer: 1 })).toBe("");
  });
});
