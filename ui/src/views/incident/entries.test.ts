import { describe, expect, it } from "vitest";

import { badgeOf, citation, citedBy, countsOf, passes, timeOf } from "./entries";
import { entry } from "./entries.test-data";

describe("filters", () => {
  const entries = [
    entry(),
    entry({ kind: "status", pinned: true }),
    entry({ kind: "decision" }),
    entry({ hidden: "names a customer", pinned: true }),
  ];

  it("counts hidden entries nowhere but on their own chip", () => {
    expect(countsOf(entries)).toEqual({
      all: 3,
      note: 1,
      action: 0,
      decision: 1,
      milestone: 0,
      evidence: 0,
      pinned: 1,
      hidden: 1,
    });
  });

  it("shows hidden entries on demand alone", () => {
    expect(entries.filter((one) => passes(one, "hidden"))).toEqual([entries[3]]);
  });
});

describe("timeOf", () => {
  const at = "2026-11-25T03:11:20.000Z";

  it("is no finer than it is known", () => {
    expect(timeOf(at, "minute", 620, "utc")).toBe("03:11Z");
    expect(timeOf(at, "second", 620, "utc")).toBe("03:11:20Z");
  });

  it("says about, before and unknown", () => {
    expect(timeOf(at, "about", 620, "utc")).toBe("≈ 03:11Z");
    expect(timeOf(at, "before", -60, "t_plus")).toBe("before T−00:01:00");
    expect(timeOf(null, "unknown", null, "t_plus")).toBe("unknown");
  });

  it("falls back to UTC where nothing is known to count from", () => {
    expect(timeOf(at, "minute", null, "t_plus")).toBe("03:11Z");
  });
});

describe("citations", () => {
  it("lead back to the entry they were made of", () => {
    const made = citation(entry());
    expect(made).toBe("[03:11Z](#e-0193-a)");
    expect(citedBy(/\((.*)\)/.exec(made)?.[1] ?? "")).toBe("0193-a");
  });

  it("of an entry without a time name when it was recorded", () => {
    expect(citation(entry({ at: null }))).toBe("[03:58Z](#e-0193-a)");
  });

  it("are no other address", () => {
    expect(citedBy("https://example.org/#e-1")).toBeNull();
    expect(citedBy("#summary")).toBeNull();
  });
});

it("names a late record and what was corrected in one badge", () => {
  expect(badgeOf(entry())).toBe("");
  expect(
    badgeOf(entry({ late: "recorded 47 min later", first_precision: "minute", first_text: "y" })),
  ).toBe("recorded 47 min later · time corrected · words corrected");
});
