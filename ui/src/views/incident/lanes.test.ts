import { describe, expect, it } from "vitest";

import { entry } from "./entries.test-data";
import { overview, WIDTH } from "./lanes";

const at = (time: string) => `2026-11-25T${time}:00.000Z`;

describe("overview", () => {
  it("is nothing before anything happened", () => {
    expect(overview([], [], Date.parse(at("03:00")))).toBeNull();
  });

  it("reaches from the first to the last instant", () => {
    const made = overview([entry({ at: at("03:00") }), entry({ at: at("03:10") })], [], null);
    expect(made?.lanes[0]?.marks.map((mark) => mark.x)).toEqual([0, WIDTH - 3]);
    expect(made?.words).toBe("From 03:00Z to 03:10Z: notes 2, actions 0, milestones 0, runs 0");
  });

  it("draws one mark for entries at one place, and counts them all", () => {
    const many = Array.from({ length: 10_000 }, () => entry({ at: at("03:00") }));
    const lane = overview([...many, entry({ at: at("04:00") })], [], null)?.lanes[0];
    expect([lane?.marks.length, lane?.count]).toEqual([2, 10_001]);
  });

  it("draws an active run up to now, and only the start of one that ended", () => {
    const now = Date.parse(at("03:10"));
    const made = overview(
      [],
      [
        { started: at("03:00"), active: true },
        { started: at("03:05"), active: false },
      ],
      now,
    );
    expect(made?.lanes[3]?.marks.map((mark) => mark.width)).toEqual([WIDTH, 3]);
  });

  it("leaves out what has no time and what was taken back", () => {
    const made = overview([entry({ at: null }), entry({ undone: true }), entry()], [], null);
    expect(made?.lanes[0]?.count).toBe(1);
  });
});
