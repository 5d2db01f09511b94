import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { entry } from "./entries.test-data";

const execute = vi.fn();
vi.mock("../../host/ipc", () => ({
  ask: vi.fn(() => Promise.resolve([])),
  desktop: vi.fn(() => Promise.resolve(null)),
  execute,
  problemOf: vi.fn(),
  onChanged: vi.fn(),
  onJournalState: vi.fn(),
}));

const { default: CorrectLine } = await import("./CorrectLine.svelte");
const { session } = await import("../../state/session.svelte");

const recorded = { outcome: "recorded", cmd: "c", repeated: false, records: [], files: [] };
const refused = { outcome: "refused", code: "bad-value", message: "no time", hint: null };
const act = () => (execute.mock.calls[0]?.[0] as { command: { act: unknown } }).command.act;

function open(more: Parameters<typeof entry>[0] = {}) {
  const onclose = vi.fn();
  render(CorrectLine, { incident: "i", entry: entry(more), onclose });
  return onclose;
}

async function type(label: RegExp, words: string): Promise<HTMLElement> {
  const field = screen.getByLabelText(label);
  await fireEvent.input(field, { target: { value: words } });
  return field;
}
const commit = () => fireEvent.submit(screen.getByRole("form"));

beforeEach(() => {
  execute.mockReset();
});

describe("correcting an entry", () => {
  it("sends only what is another", async () => {
    execute.mockResolvedValue(recorded);
    const onclose = open({ id: "1" });
    await type(/^When/, "03:06");
    await commit();
    await waitFor(() => {
      expect(onclose).toHaveBeenCalled();
    });
    expect(act()).toEqual({ do: "correct", entry: "1", at: "03:06", text: null, why: null });
  });

  it("sends other words of a note, in its lines", async () => {
    execute.mockResolvedValue(recorded);
    open({ id: "2", text: "one\ntwo" });
    await type(/^Words/, "one\nthree");
    await commit();
    await waitFor(() => {
      expect(execute).toHaveBeenCalled();
    });
    expect(act()).toMatchObject({ at: null, text: "one\nthree" });
  });

  it("offers no other words for what is no note", () => {
    open({ id: "3", kind: "action" });
    expect(screen.queryByLabelText(/^Words/)).toBeNull();
  });

  it("keeps every word when it is refused, also for the next time", async () => {
    execute.mockResolvedValue(refused);
    const onclose = open({ id: "4" });
    const field = await type(/^When/, "25:99");
    await type(/^Why/, "misread");
    await commit();
    await waitFor(() => {
      expect(execute).toHaveBeenCalled();
    });
    expect(onclose).not.toHaveBeenCalled();
    expect(field).toHaveProperty("value", "25:99");
    await waitFor(() => {
      expect(session.remembered("draft:correct:4:at")).toBe("25:99");
      expect(session.remembered("draft:correct:4:why")).toBe("misread");
    });
  });

  it("leaves no draft of words that nobody changed", () => {
    const { unmount } = render(CorrectLine, {
      incident: "i",
      entry: entry({ id: "5" }),
      onclose: vi.fn(),
    });
    dispatchEvent(new Event("blur"));
    unmount();
    expect(session.remembered("draft:correct:5")).toBeNull();
  });
});
