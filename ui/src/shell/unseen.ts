/**
 * Characters that show nothing, or turn others around, are spelled out wherever the window shows text: `[U+202E]`, as
 * the command line and the reports do. Two titles that look alike are then alike, and a command holds what one reads.
 *
 * It is done to the text in the page, so that no screen can forget it; fields and what is copied keep what was typed.
 */

/** In any text. What joins letters and emoji, or chooses how they look, stays: languages are written with it. */
const UNSEEN =
  /(?!\r\n|[\t\n\u00AD\u200C\u200D\p{Variation_Selector}])[\p{Cc}\p{Default_Ignorable_Code_Point}\u2028\u2029\uFFF9-\uFFFB]/gu;
/** In code, where a joiner or a blank that is no space changes what a command does. */
const UNSEEN_IN_CODE =
  /(?!\r\n|\uFE0F|[\t\n ])[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Zs}\u2028\u2029\uFFF9-\uFFFB]/gu;

/** More marks on one letter than any language writes: they would grow out of their line, which could not break. */
const PILE = /(\p{M}{8})\p{M}+/gu;

function numbered(character: string): string {
  const number = character.codePointAt(0) ?? 0;
  return `[U+${number.toString(16).toUpperCase().padStart(4, "0")}]`;
}

/** The text with such characters as `[U+200B]`. */
export function spelled(text: string, code = false): string {
  return text
    .replace(code ? UNSEEN_IN_CODE : UNSEEN, numbered)
    .replace(PILE, (pile, few: string) => few + pile.slice(few.length).replace(/./gu, numbered));
}

function mend(node: Node): void {
  const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  for (let text: Node | null = texts.currentNode; text; text = texts.nextNode()) {
    if (!(text instanceof Text)) continue;
    const parent = text.parentElement;
    if (parent === null || parent instanceof HTMLTextAreaElement) continue;
    const shown = spelled(text.data, parent.closest("code, pre") !== null);
    if (shown !== text.data) text.data = shown;
  }
}

/** Spells out what is and what comes to be below `root`, before it is drawn. Returns how to stop that. */
export function spellOut(root: Node): () => void {
  const observer = new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === "characterData") mend(target);
      else addedNodes.forEach(mend);
    }
  });
  observer.observe(root, { subtree: true, childList: true, characterData: true });
  mend(root);
  return () => {
    observer.disconnect();
  };
}
