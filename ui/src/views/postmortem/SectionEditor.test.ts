import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { entry } from "../incident/entries.test-data";
import type { Section } from "./sections";

const execute = vi.fn();
vi.mock("../../host/ipc", () => ({
  ask: vi.fn(() => Promise.resolve("<p>drawn</p>")),
  desktop: vi.fn(() => Promise.resolve(null)),
  execute,
  problemOf: vi.fn(),
  onChanged: vi.fn(),
  onJournalState: vi.fn(),
}));

const { default: SectionEditor } = await import("./SectionEditor.svelte");
const { session } = await import("../../state/session.svelte");
const { keys } = await import("../../state/keys.svelte");

const recorded = { outcome: "recorded", cmd: "c", repeated: false, records: [], files: [] };
const stale = { outcome: "refused", code: "stale", message: "saved meanwhile", hint: null };
const sent = (call: number) => (execute.mock.calls[call]?.[0] as { command: unknown }).command;

function section(key: string, human: string): Section {
  return {
    key,
    title: "Summary",
    generated: "",
    human,
    generated_html: "",
    human_html: human,
    written: true,
  };
}

function open(key: string, human = "as it was", number = 3) {
  const onclose = vi.fn();
  const props = {
    incident: "i",
    section: section(key, human),
    number,
    entries: [entry()],
    onclose,
  };
  return { ...render(SectionEditor, props), onclose };
}
const field = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: /your words/ });
const type = (words: string) => fireEvent.input(field(), { target: { value: words } });
const save = () => fireEvent.click(screen.getByRole("button", { name: /^Save/ }));

beforeEach(() => {
  execute.mockReset();
  session.start = {
    workspace: { state: "open", path: "/x", read_only: null, sample: false },
  } as unknown as typeof session.start;
});

describe("editing a section", () => {
  it("saves on the draft that is on the screen", async () => {
    execute.mockResolvedValue(recorded);
    const { onclose } = open("a");
    await type("new words");
    await save();
    await waitFor(() => {
      expect(onclose).toHaveBeenCalled();
    });
    expect(sent(0)).toMatchObject({ section: "a", text: "new words", draft: 3 });
    expect(session.remembered("draft:postmortem:i:a:base")).toBeNull();
  });

  it("rests on the present draft when the facts were updated meanwhile", async () => {
    execute.mockResolvedValue(recorded);
    const { rerender } = open("b");
    await type("new words");
    await rerender({ number: 7 });
    await save();
    await waitFor(() => {
      expect(sent(0)).toMatchObject({ draft: 7 });
    });
  });

  it("keeps one's words and shows the others' when the section was saved meanwhile", async () => {
    execute.mockResolvedValue(recorded);
    const { rerender, onclose } = open("c");
    await type("mine");
    await rerender({ number: 4, section: section("c", "theirs") });
    await save();
    expect(execute).not.toHaveBeenCalled();
    expect(onclose).not.toHaveBeenCalled();
    expect(field().value).toBe("mine");
    expect(screen.getByRole("alert").textContent).toContain("theirs");

    await fireEvent.click(screen.getByRole("button", { name: "Put theirs below mine" }));
    await save();
    await waitFor(() => {
      expect(sent(0)).toMatchObject({ text: "mine\n\ntheirs", draft: 4 });
    });
  });

  it("keeps one's words when it is refused", async () => {
    execute.mockResolvedValue(stale);
    const { onclose } = open("g");
    await type("mine");
    await save();
    await waitFor(() => {
      expect(session.remembered("draft:postmortem:i:g")).toBe("mine");
    });
    expect(onclose).not.toHaveBeenCalled();
    expect(field().value).toBe("mine");
  });

  it("knows after a restart what kept words were begun on", async () => {
    const { unmount } = open("d");
    await type("half a sen");
    unmount();
    open("d", "theirs", 4);
    expect(field().value).toBe("half a sen");
    expect(screen.getByRole("alert").textContent).toContain("theirs");
  });

  it("leaves no draft when nothing was changed", () => {
    const { unmount } = open("e");
    dispatchEvent(new Event("blur"));
    unmount();
    expect(session.remembered("draft:postmortem:i:e")).toBeNull();
  });

  it("puts a citation where the cursor was, and the cursor behind it", async () => {
    open("f", "seen  first");
    field().setSelectionRange(5, 5);
    const cite = keys.groups.flatMap((group) => group.actions).find((a) => a.id === "section-cite");
    cite?.run("");
    const words = await screen.findByRole("combobox");
    await fireEvent.input(words, { target: { value: "gone" } });
    await fireEvent.keyDown(words, { key: "Enter" });
    await waitFor(() => {
      expect(field().value).toBe("seen [03:11Z](#e-0193-a) first");
    });
    expect(document.activeElement).toBe(field());
    expect(field().selectionStart).toBe("seen [03:11Z](#e-0193-a)".length);
  });
});
