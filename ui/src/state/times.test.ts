import { describe, expect, it } from "vitest";

import { ago, elapsed, sameDay, tPlus, timer, utc } from "./times";

describe("times", () => {
  it("shows UTC whatever the zone of the computer is", () => {
    expect(utc("2026-11-17T03:14:07.250Z")).toBe("03:14:07Z");
    expect(utc("2026-11-17T04:14:07+01:00", false)).toBe("03:14Z");
  });

  it.each([
    [0, "00:00:00"],
    [761_000, "00:12:41"],
    [90_061_000, "1 d 01:01:01"],
    [-5000, "00:00:00"],
  ])("counts %i ms as %s", (ms, text) => {
    expect(elapsed(ms)).toBe(text);
  });

  it("leaves out hours that are not there", () => {
    expect(timer(92_000)).toBe("01:32");
    expect(timer(3_692_000)).toBe("01:01:32");
  });

  it("counts T before the beginning as well", () => {
    expect(tPlus(787)).toBe("T+00:13:07");
    expect(tPlus(-120)).toBe("T−00:02:00");
  });

  it("compares days in UTC", () => {
    expect(sameDay("2026-11-17T23:59:59Z", "2026-11-17T00:00:00Z")).toBe(true);
    expect(sameDay("2026-11-17T23:59:59Z", "2026-11-18T00:00:00Z")).toBe(false);
  });

  it("says how long ago", () => {
    const now = Date.parse("2026-11-17T03:00:00Z");
    expect(ago("2026-11-17T02:59:50Z", now)).toBe("just now");
    expect(ago("2026-11-17T02:48:00Z", now)).toBe("12 min ago");
    expect(ago("2026-11-17T05:00:00Z", now)).toBe("in 2 h");
  });
});
