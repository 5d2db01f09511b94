import { fireEvent, render, screen } from "@testing-library/svelte";
import { createRawSnippet } from "svelte";
import { beforeAll, describe, expect, it } from "vitest";

import VirtualList from "./VirtualList.svelte";

const row = createRawSnippet<[unknown, number]>((item) => ({
  render: () => `<button data-look>${String(item())}</button>`,
}));

function list(count: number) {
  const items = Array.from({ length: count }, (_, index) => `row ${String(index)}`);
  return render(VirtualList<string>, {
    items,
    keyOf: (item: string) => item,
    label: "rows",
    row,
  });
}
const rows = () => screen.getAllByRole("listitem");

beforeAll(() => {
  // A page without layout has no heights and does not scroll; the list asks for both.
  for (const [name, size] of [
    ["clientHeight", 400],
    ["clientWidth", 600],
    ["offsetHeight", 40],
  ] as const) {
    Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => size });
  }
  Element.prototype.scrollTo = function scrollTo(this: Element, to?: ScrollToOptions | number) {
    if (typeof to === "object") this.scrollTop = to.top ?? 0;
    this.dispatchEvent(new Event("scroll"));
  };
});

describe("VirtualList", () => {
  it("has every row in the page up to the limit", () => {
    list(60);
    expect(rows()).toHaveLength(60);
  });

  it("has only the rows in sight above it, and says how many there are", () => {
    list(10_000);
    expect(rows().length).toBeGreaterThan(5);
    expect(rows().length).toBeLessThan(60);
    expect(rows()[0]?.getAttribute("aria-setsize")).toBe("10000");
    expect(rows()[1]?.getAttribute("aria-posinset")).toBe("2");
  });

  it.each([50, 10_000])("walks %i rows by the arrow keys and stays at the ends", async (count) => {
    const shown = list(count).component as { look: (index: number) => Promise<void> };
    await shown.look(0);
    const focused = () => document.activeElement?.textContent;
    expect(focused()).toBe("row 0");
    await fireEvent.keyDown(document.activeElement as Element, { key: "ArrowDown" });
    await expect.poll(focused).toBe("row 1");
    await fireEvent.keyDown(document.activeElement as Element, { key: "End" });
    await expect.poll(focused).toBe(`row ${String(count - 1)}`);
    await fireEvent.keyDown(document.activeElement as Element, { key: "ArrowDown" });
    await expect.poll(focused).toBe(`row ${String(count - 1)}`);
    await fireEvent.keyDown(document.activeElement as Element, { key: "Home" });
    await expect.poll(focused).toBe("row 0");
  });
});
