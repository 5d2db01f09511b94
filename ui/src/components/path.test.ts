import { describe, expect, it } from "vitest";

import { commonStart, completed, lastPart } from "./path";

describe("paths", () => {
  it("finds what all begin with", () => {
    expect(commonStart(["/a/run.md", "/a/runbooks/"])).toBe("/a/run");
    expect(commonStart(["/a/b"])).toBe("/a/b");
    expect(commonStart([])).toBe("");
    expect(commonStart(["a", "b"])).toBe("");
  });

  it("completes only what becomes longer", () => {
    expect(completed("/a/r", ["/a/run.md", "/a/runbooks/"])).toBe("/a/run");
    expect(completed("/a/run", ["/a/run.md", "/a/runbooks/"])).toBeNull();
    expect(completed("/a/x", [])).toBeNull();
    // An answer to an earlier question never rewrites what was typed since.
    expect(completed("/b", ["/a/run.md"])).toBeNull();
  });

  it("shows the last part, with the slash of a folder", () => {
    expect(lastPart("/a/run.md")).toBe("run.md");
    expect(lastPart("/a/runbooks/")).toBe("runbooks/");
    expect(lastPart("/")).toBe("/");
  });
});
