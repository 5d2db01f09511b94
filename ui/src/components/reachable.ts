/**
 * The keyboard reaches what is too large for its place, to scroll it; what fits is no stop on the way.
 *
 * @param box whose size is watched
 * @param parts what may be too large: the box itself, or elements in it
 * @param fitting the `tabindex` of a part that fits; without it, it has none
 * @returns what ends it
 */
export function reachable(
  box: HTMLElement,
  parts: Iterable<HTMLElement>,
  fitting?: -1,
): () => void {
  const observer = new ResizeObserver(() => {
    for (const part of parts) {
      const scrolls = part.scrollWidth > part.clientWidth || part.scrollHeight > part.clientHeight;
      if (scrolls) part.tabIndex = 0;
      else if (fitting === undefined) part.removeAttribute("tabindex");
      else part.tabIndex = fitting;
    }
  });
  observer.observe(box);
  return () => {
    observer.disconnect();
  };
}
