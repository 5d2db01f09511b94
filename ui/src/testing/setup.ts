/** What jsdom lacks of the window that the app runs in. */

function lacking(where: object, name: string, value: unknown): void {
  if (typeof Reflect.get(where, name) === "function") return;
  Object.defineProperty(where, name, { value, configurable: true, writable: true });
}

lacking(window, "matchMedia", (query: string) => ({
  matches: false,
  media: query,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
}));
lacking(HTMLDialogElement.prototype, "showModal", function (this: HTMLDialogElement) {
  this.open = true;
});
lacking(HTMLDialogElement.prototype, "close", function (this: HTMLDialogElement) {
  this.open = false;
  this.dispatchEvent(new Event("close"));
});
lacking(Element.prototype, "scrollIntoView", () => undefined);
// Nothing is laid out, so no size ever changes.
lacking(
  window,
  "ResizeObserver",
  class {
    observe(): void {}
    unobserve(): void {}
    disconnect(): void {}
  },
);
