import { describe, expect, it } from "vitest";

import { progressWords, sections, segments, waitWords } from "./step-state";
import { aRun, aStep, aVisit } from "./testing";

const standings = (view: ReturnType<typeof aRun>) =>
  sections(view).flatMap(({ lines }) => lines.map(({ standing }) => standing));

describe("the list of steps", () => {
  it("groups by section and tells how each step stands", () => {
    const view = aRun(aStep());
    expect(sections(view).map(({ title }) => title)).toEqual(["Immediate", "Repair"]);
    expect(standings(view)).toEqual(["done", "current", "not_taken"]);
  });

  it("tells a chosen answer from a tick", () => {
    const view = aRun(aStep());
    view.run.visits = [aVisit({ answer: 0, answer_words: "Crashes began with a release" })];
    expect(standings(view)[0]).toBe("chosen");
  });

  it("tells an open deferral from a waived one", () => {
    const view = aRun(aStep());
    view.progress.steps[0] = { step: "say", status: "closed", outcome: "deferred", visits: 1 };
    expect(standings(view)[0]).toBe("waived");
    view.progress.deferred = ["say"];
    expect(standings(view)[0]).toBe("deferred");
  });
});

describe("progress", () => {
  it("says how far, and what is deferred", () => {
    const { progress } = aRun(aStep());
    expect(progressWords(progress)).toBe("1 of 2");
    progress.deferred = ["say"];
    expect(progressWords(progress)).toBe("1 of 2 · 1 deferred");
    expect(segments(progress)).toEqual(["deferred", "current"]);
  });

  it.each([
    [{ min_s: 900, max_s: 1800 }, "15–30 min"],
    [{ min_s: 90, max_s: 150 }, "90–150 s"],
    [{ min_s: 120, max_s: null }, "≥ 2 min"],
  ])("writes a wait of %j as %s", (wait, words) => {
    expect(waitWords(wait)).toBe(words);
  });
});
