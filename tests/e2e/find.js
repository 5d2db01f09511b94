// The first element of a role and name that a person can reach, as assistive technology is told them. A name that
// goes on after the wanted words (with the key that does the same) is taken when no other has exactly these words.
const [wantedRole, wantedName] = arguments;
const { aria, dom, text } = axe.commons;
axe.teardown();
axe.setup(document.documentElement);
try {
  const named = [];
  for (const element of document.querySelectorAll("body *")) {
    if (aria.getRole(element) !== wantedRole || element.getClientRects().length === 0) continue;
    if (!dom.isVisibleToScreenReaders(element)) continue;
    named.push([element, text.accessibleText(element).replace(/\s+/g, " ").trim()]);
  }
  const exact = named.find(([, name]) => name === wantedName);
  const longer = named.find(([, name]) => name.startsWith(wantedName) && /^\W/.test(name.slice(wantedName.length)));
  return (exact ?? longer ?? [null])[0];
} finally {
  axe.teardown();
}
