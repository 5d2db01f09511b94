/**
 * Gives a field the focus when it appears; `autofocus` does so only while nothing else has it, and a screen's heading
 * often does.
 *
 * @param wanted false to leave the focus where it is
 */
export function takeFocus(field: HTMLElement, wanted: boolean): void {
  if (!wanted) return;
  field.focus();
  field.scrollIntoView({ block: "nearest" });
}
