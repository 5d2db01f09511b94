import { tick } from "svelte";
import { afterEach, describe, expect, it } from "vitest";

import { spelled, spellOut } from "./unseen";

describe("spelled", () => {
  it.each([
    ["a\u202Eb", "a[U+202E]b"],
    ["\u001B[2J\rgone", "[U+001B][2J[U+000D]gone"],
    ["\u{E0041}", "[U+E0041]"],
    ["\uFEFFx\u200B", "[U+FEFF]x[U+200B]"],
  ])("spells out %j", (text, shown) => {
    expect(spelled(text)).toBe(shown);
    expect(spelled(text, true)).toBe(shown);
  });

  it.each(["a\tb\r\nc", "é 台 👩\u200D💻 ⚠\uFE0F", "20\u00A0%", "می\u200Cخواهم"])(
    "leaves %j, which people write",
    (text) => {
      expect(spelled(text)).toBe(text);
    },
  );

  it("lets no marks pile up", () => {
    expect(spelled(`e${"\u0301".repeat(10)}!`)).toBe(`e${"\u0301".repeat(8)}[U+0301][U+0301]!`);
  });

  it("spells out more in code", () => {
    expect(spelled("rm\u00A0-rf a\u200Db", true)).toBe("rm[U+00A0]-rf a[U+200D]b");
    expect(spelled("⚠\uFE0F", true)).toBe("⚠\uFE0F");
  });
});

describe("spellOut", () => {
  let stop = (): void => undefined;
  afterEach(() => {
    stop();
    document.body.replaceChildren();
  });

  it("reaches what is there, what comes and what changes, and no field", async () => {
    document.body.append("a\u202Eb");
    stop = spellOut(document.body);
    expect(document.body.textContent).toBe("a[U+202E]b");

    const added = document.createElement("p");
    added.innerHTML = "<b>c\u200B</b> d\u00A0<code>e\u00A0</code><textarea>f\u200B</textarea>";
    document.body.append(added);
    await tick();
    expect(added.innerHTML).toBe(
      "<b>c[U+200B]</b> d&nbsp;<code>e[U+00A0]</code><textarea>f\u200B</textarea>",
    );

    const text = added.querySelector("b")?.firstChild as Text;
    text.data = "g\u2066";
    await tick();
    expect(text.data).toBe("g[U+2066]");
  });
});
