import { beforeEach, describe, expect, it, vi } from "vitest";

import type { Exported } from "../../wire/Exported";
import type { ExportRequest } from "../../wire/ExportRequest";
import type { ExportStage } from "../../wire/ExportStage";

const ipc = vi.hoisted(() => ({
  writeExport:
    vi.fn<(request: ExportRequest, hear: (stage: ExportStage) => void) => Promise<Exported>>(),
  desktop: vi.fn<(request: { ask: string }) => Promise<null>>(),
}));
vi.mock("../../host/ipc", () => ({
  ...ipc,
  onChanged: () => null,
  onJournalState: () => null,
  problemOf: (error: unknown) => error,
}));

const { Draft } = await import("../../state/draft.svelte");
const { session } = await import("../../state/session.svelte");
const { exporting, FOLDER } = await import("./exporting.svelte");

const request: ExportRequest = {
  incident: "INC-1",
  format: "bundle",
  out: "/x/INC-1.zip",
  why: "audit",
  actor: null,
};
const exported: Exported = {
  path: "/x/INC-1.zip",
  sha256: "ab",
  size: 9,
  recorded: true,
  verdict: null,
  unmapped: 0,
};

beforeEach(() => {
  ipc.desktop.mockReset().mockResolvedValue(null);
  ipc.writeExport.mockReset();
});

function why(): InstanceType<typeof Draft> {
  const words = new Draft("draft:export:INC-1");
  words.text = "audit";
  return words;
}

describe("an export", () => {
  it("keeps the words and says why when it was not written", async () => {
    const problem = { code: "file", message: "there is a file already", hint: null };
    ipc.writeExport.mockRejectedValue(problem);
    const words = why();
    await exporting.run(request, words);
    expect(words.text).toBe("audit");
    expect(session.remembered(words.key)).toBe("audit");
    expect(exporting.problem).toEqual(problem);
    expect(exporting.result).toBeNull();
    expect(exporting.busy).toBe(false);
  });

  it("forgets the words and remembers the folder when it was written", async () => {
    ipc.writeExport.mockResolvedValue(exported);
    const words = why();
    await exporting.run(request, words);
    expect(words.text).toBe("");
    expect(session.remembered(words.key)).toBeNull();
    expect(session.remembered(FOLDER)).toBe("/x/");
    expect(exporting.result).toEqual(exported);
  });

  it("tells its stage, asks to stop once, and never runs twice at once", async () => {
    let fail: (reason: unknown) => void = () => undefined;
    ipc.writeExport.mockImplementation((_, hear) => {
      hear("typesetting");
      return new Promise((_, reject) => (fail = reject));
    });
    const running = exporting.run(request, why());
    await vi.waitFor(() => {
      expect(exporting.stage).toBe("typesetting");
    });
    await exporting.run(request, why());
    expect(ipc.writeExport).toHaveBeenCalledOnce();
    await exporting.cancel();
    expect(ipc.desktop).toHaveBeenCalledWith({ ask: "cancel_export" });
    expect(exporting.cancelling).toBe(true);
    fail({ code: "cancelled", message: "cancelled", hint: null });
    await running;
    expect(exporting.problem?.code).toBe("cancelled");
    expect(exporting.cancelling).toBe(false);
  });
});
