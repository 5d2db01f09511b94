import { describe, expect, it } from "vitest";

import { copyable, stretches } from "./copyable";

describe("copyable", () => {
  it.each([
    ["kubectl get pods\n", "sh", "kubectl get pods"],
    ["$ kubectl get pods", "sh", "kubectl get pods"],
    ["# a comment\nls", "sh", "# a comment\nls"],
    ["$ ls \\\n  -l\ntotal 0\n$ pwd\n/", "console", "ls \\\n  -l\npwd"],
    ["# systemctl restart web\nok", "console", "systemctl restart web"],
    ["echo $ PATH", "sh", "echo $ PATH"],
  ])("of %j in %s is %j", (text, lang, copied) => {
    expect(copyable(text, lang)).toBe(copied);
  });
});

describe("stretches", () => {
  it("marks the filled values and loses no character", () => {
    const text = "kubectl -n shop get pods";
    const cut = stretches(text, [[11, 15]]);
    expect(cut.map(({ text }) => text).join("")).toBe(text);
    expect(cut.filter(({ marked }) => marked).map(({ text }) => text)).toEqual(["shop"]);
  });
});
