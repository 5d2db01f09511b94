import { describe, expect, it } from "vitest";

import type { Incident } from "../../wire/Incident";
import type { MilestoneView } from "../../wire/MilestoneView";
import { beginOf, stonesOf } from "./milestones";

function set(code: string, at: string | null, more: Partial<MilestoneView> = {}): MilestoneView {
  return {
    code,
    name: code,
    occurrence: 1,
    at: at && `2026-11-25T${at}:00.000Z`,
    precision: "minute",
    words: null,
    by: "A. Meier",
    recorded: "2026-11-25T03:00:00.000Z",
    corrects: null,
    holds: true,
    ...more,
  };
}

function row(occurrence: number, ...milestones: MilestoneView[]) {
  return stonesOf({ incident: { occurrence } as Incident, milestones });
}
const next = (stones: ReturnType<typeof row>) => stones.find((stone) => stone.next)?.code;

describe("stonesOf", () => {
  it("expects the milestone behind the last one that is set, not a gap before it", () => {
    expect(next(row(1, set("E4", "03:05")))).toBe("E7");
    expect(next(row(1))).toBe("E0");
    expect(next(row(1, set("E8", "03:05")))).toBeUndefined();
  });

  it("keeps the very first value of one corrected twice", () => {
    const stones = row(
      1,
      set("E1", "03:13", { holds: false }),
      set("E1", "03:10", { holds: false }),
      set("E1", "03:06"),
    );
    expect(stones[1]).toMatchObject({
      first: "2026-11-25T03:13:00.000Z",
      value: { at: "2026-11-25T03:06:00.000Z" },
    });
  });

  it("shows a reopened incident its own times, and the declaration of the first occurrence", () => {
    const stones = row(2, set("E4", "03:05"), set("E7", "03:20"), set("E8", "03:30"));
    expect(stones.filter((stone) => stone.value).map((stone) => stone.code)).toEqual(["E4"]);
    expect(next(stones)).toBe("E7");
  });

  it("marks an order that cannot be", () => {
    const stones = row(1, set("E0", "03:10"), set("E1", "03:02"), set("E4", "03:12"));
    expect(stones.map((stone) => stone.before)).toEqual([
      null,
      "impact started",
      null,
      null,
      null,
      null,
    ]);
  });

  it("takes an unknown time for set", () => {
    expect(next(row(1, set("E0", null, { precision: "unknown" })))).toBe("E1");
  });
});

describe("beginOf", () => {
  it("counts from impact, else detection, else declaration", () => {
    const declared = set("E4", "03:05");
    expect(beginOf([declared, set("E1", "03:02")])).toBe(Date.parse("2026-11-25T03:02:00Z"));
    expect(beginOf([declared])).toBe(Date.parse("2026-11-25T03:05:00Z"));
  });

  it("counts from nothing when impact began at an unknown time", () => {
    expect(beginOf([set("E0", null), set("E4", "03:05")])).toBeNull();
  });
});
