import { fireEvent } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { keys, spell } from "./keys.svelte";

const run = vi.fn();
const goNow = vi.fn();
let release: (() => void)[] = [];

beforeEach(() => {
  run.mockClear();
  goNow.mockClear();
  const actions = [
    { id: "note", title: "Note", keys: ["n"], run },
    { id: "done", title: "Done", keys: ["Control+Enter"], run },
    { id: "go-now", title: "Now", keys: ["g n"], run: goNow },
  ];
  release = [keys.add({ title: "Test", actions })];
  release.push(keys.bind());
});

afterEach(() => {
  for (const undo of release) undo();
});

const press = (key: string, more: KeyboardEventInit = {}, target: Element = document.body) =>
  fireEvent.keyDown(target, { key, ...more });

describe("keys", () => {
  it("acts once, and not again while the key is held down", async () => {
    const chord = { ctrlKey: true };
    await press("Enter", { ...chord, repeat: true });
    expect(run).not.toHaveBeenCalled();
    await press("Enter", chord);
    expect(run).toHaveBeenCalledOnce();
  });

  it("takes the second key of a sequence for nothing else", async () => {
    await press("g");
    await press("n");
    expect(goNow).toHaveBeenCalledOnce();
    expect(run).not.toHaveBeenCalled();
  });

  it("leaves single keys to whoever types", async () => {
    const field = document.createElement("input");
    document.body.append(field);
    await press("n", {}, field);
    expect(run).not.toHaveBeenCalled();
    await press("Enter", { ctrlKey: true }, field);
    expect(run).toHaveBeenCalledOnce();
    field.remove();
  });

  it("leaves Enter to what has the focus, and takes it otherwise", async () => {
    const actions = [{ id: "resume", title: "Resume", keys: ["Enter"], run }];
    release.push(keys.add({ title: "Here", actions }), keys.bind());
    const button = document.createElement("button");
    const heading = document.createElement("h1");
    heading.tabIndex = -1;
    document.body.append(button, heading);
    await press("Enter", {}, button);
    expect(run).not.toHaveBeenCalled();
    await press("Enter", {}, heading);
    expect(run).toHaveBeenCalledOnce();
    button.remove();
    heading.remove();
  });

  it("hears a key right after a word with the first letter of a sequence", async () => {
    const field = document.createElement("input");
    document.body.append(field);
    await press("g", {}, field);
    field.remove();
    await press("n");
    expect(run).toHaveBeenCalledOnce();
    expect(goNow).not.toHaveBeenCalled();
  });

  it("leaves taking back to a field in which somebody types", async () => {
    const actions = [{ id: "undo", title: "Undo", keys: ["Control+z", "Alt+Backspace"], run }];
    release.push(keys.add({ title: "Anywhere", actions }), keys.bind());
    const field = document.createElement("textarea");
    document.body.append(field);
    const execCommand = vi.fn();
    Object.assign(document, { execCommand });
    await press("z", { ctrlKey: true }, field);
    expect(execCommand).toHaveBeenCalledExactlyOnceWith("undo");
    expect(run).not.toHaveBeenCalled();
    await press("Backspace", { altKey: true }, field);
    field.remove();
    await press("z", { ctrlKey: true });
    expect(run).toHaveBeenCalledTimes(2);
  });

  it("tells of a key only where it works", () => {
    let idle = false;
    const local = [
      { id: "cite", title: "Cite", keys: ["Control+Enter", "F7"], run },
      { id: "copy", title: "Copy", keys: ["c"], run, when: () => !idle },
    ];
    const told = () =>
      keys.working.flatMap(({ actions }) => actions.map(({ id, works }) => [id, ...works].join()));
    release.push(keys.add({ title: "Here", actions: local }));
    expect(told()).toEqual(["cite,Control+Enter,F7", "copy,c", "note,n", "done", "go-now,g n"]);
    expect(keys.hint("done")).toBeNull();
    idle = true;
    release.push(keys.add({ title: "Later", actions: [] }));
    expect(told()).not.toContain("copy,c");
  });

  it("rests while a sheet is open", async () => {
    keys.blocked += 1;
    await press("n");
    keys.blocked -= 1;
    expect(run).not.toHaveBeenCalled();
    await press("n");
    expect(run).toHaveBeenCalledOnce();
  });

  it.each([
    ["Control+k", "Ctrl K"],
    ["Shift+?", "?"],
    ["g n", "g n"],
    ["Control+Enter", "Ctrl ⏎"],
    ["Alt+Backspace", "Alt Backspace"],
    ["Alt+ArrowLeft", "Alt ←"],
    ["Control++", "Ctrl +"],
    ["F6", "F6"],
  ])("spells %s as %s", (key, text) => {
    expect(spell(key)).toBe(text);
  });
});
