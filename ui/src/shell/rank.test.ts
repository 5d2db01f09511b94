import { describe, expect, it } from "vitest";

import { byName, rank } from "./rank";

const names = [
  "CrashLoopBackOff hotfix",
  "Hotfix procedure",
  "Cluster-wide failure",
  "Declare an incident",
];
const found = (words: string) =>
  rank(
    words,
    byName(names, (name) => name),
  );

describe("rank", () => {
  it("puts a whole word before the beginning of one", () => {
    expect(
      rank(
        "hot",
        byName(["hotfix", "hot"], (name) => name),
      ),
    ).toEqual(["hot", "hotfix"]);
  });

  it("asks that every word fits", () => {
    expect(found("hotfix proc")).toEqual(["Hotfix procedure"]);
    expect(found("hotfix zebra")).toEqual([]);
  });

  it.each([
    ["crashlopo", "a swap"],
    ["crshloop", "a missing letter"],
    ["crasshloop", "an extra letter"],
    ["crushloop", "a wrong letter"],
  ])("forgives %s: %s", (typed) => {
    expect(found(typed)).toEqual(["CrashLoopBackOff hotfix"]);
  });

  it("does not guess from three letters", () => {
    expect(found("czr")).toEqual([]);
  });
});
