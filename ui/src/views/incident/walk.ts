/** Walking a list with the keyboard: the focus moves, so that Enter opens what it stands on. */

/** Moves the focus by `step` among the elements that carry `data-look`; stays at the ends. */
export function walk(inside: HTMLElement | undefined, step: number): void {
  const stops = [...(inside?.querySelectorAll<HTMLElement>("[data-look]") ?? [])];
  const here = stops.findIndex((stop) => stop === document.activeElement);
  const next = here < 0 ? 0 : Math.min(stops.length - 1, Math.max(0, here + step));
  stops[next]?.focus();
}
