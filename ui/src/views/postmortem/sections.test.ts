import { describe, expect, it } from "vitest";

import { completeness } from "./sections";

const section = (human: string) => ({ human, written: true });

describe("completeness", () => {
  it("counts blank sections as empty", () => {
    expect(completeness([section("a"), section(" \n"), section("")])).toBe(
      "1 of 3 sections hold words of people; 2 are empty.",
    );
    expect(completeness([section("a"), section("")])).toContain("1 is empty");
    expect(completeness([{ human: "What broke?", written: false }])).toContain("0 of 1");
    expect(completeness([section("a")])).toBe("Every section holds words of people.");
  });
});
