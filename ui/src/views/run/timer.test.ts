import { describe, expect, it } from "vitest";

import { due } from "./notices.svelte";
import { announcements, windowState, windowWords } from "./timer";

const since = "2026-11-25T03:00:00.000Z";
const window = {
  since,
  earliest: "2026-11-25T03:15:00.000Z",
  latest: "2026-11-25T03:30:00.000Z",
};
const at = (clock: string) => Date.parse(`2026-11-25T${clock}.000Z`);

describe("an observation", () => {
  it.each([
    ["03:02:30", "early", "too early, 12:30 to the minimum"],
    ["03:15:00", "open", "window open, 15:00 to the maximum"],
    ["03:30:00", "open", "window open, 00:00 to the maximum"],
    ["03:31:05", "over", "over, 01:05 past the maximum"],
  ])("says at %s that it is %s", (clock, state, words) => {
    expect(windowState(window, at(clock))).toBe(state);
    expect(windowWords(window, at(clock))).toBe(words);
  });

  it("without a maximum stays open", () => {
    const open = { ...window, latest: null };
    expect(windowWords(open, at("09:00:00"))).toBe("window open, the minimum is over");
  });

  it("is none for a step that waits for nothing", () => {
    expect(windowState({ since, earliest: null, latest: null }, at("03:00:00"))).toBeNull();
    expect(announcements({ since, earliest: null, latest: null })).toEqual([]);
  });

  it("is announced at the minimum, at the maximum and five minutes later", () => {
    const times = announcements(window).map(([time]) => new Date(time).toISOString().slice(11, 16));
    expect(times).toEqual(["03:15", "03:30", "03:35"]);
  });
});

describe("announcing", () => {
  it("says each instant once, and after a sleep only the latest", () => {
    expect(due("RUN-1", window, at("03:14:59"))).toEqual([]);
    expect(due("RUN-1", window, at("03:15:00"))).toHaveLength(1);
    expect(due("RUN-1", window, at("03:15:01"))).toEqual([]);
    const late = due("RUN-1", window, at("05:00:00"));
    expect(late).toHaveLength(1);
    expect(late[0]).toContain("Five minutes ago");
    expect(due("RUN-1", window, at("05:00:01"))).toEqual([]);
  });

  it("is silent about what passed long before a restart, and speaks of what comes", () => {
    expect(due("RUN-2", window, at("03:20:00"))).toEqual([]);
    expect(due("RUN-2", window, at("03:30:00"))).toEqual(["The maximum is over"]);
  });
});
