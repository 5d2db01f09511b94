import { describe, expect, it } from "vitest";

import { addressOf, readRoute } from "./route.svelte";

describe("routes", () => {
  it.each([
    ["", { screen: "now", id: null }],
    ["#/journal", { screen: "journal", id: null }],
    ["#/run/RUN-2026-003", { screen: "run", id: "RUN-2026-003" }],
    ["#/nowhere/1", { screen: "now", id: "1" }],
  ])("reads %o", (hash, expected) => {
    expect(readRoute(hash)).toEqual(expected);
  });

  it("comes back to any name", () => {
    const name = "a/b #c?d %25 ü";
    expect(readRoute(addressOf("library", name))).toEqual({ screen: "library", id: name });
  });
});
