// Watches what hostile texts do to the page, and looks at it as it stands. `window.hostile.faults` says what is wrong.
const OWN = /^(tauri|ipc|record):/;
// What no text may bring into the page, and what markup of a runbook may not hold in addition.
const NEVER =
  "script, style, link, meta, base, iframe, frame, frameset, object, embed, applet, portal, template";
const NOT_IN_PROSE = `${NEVER}, form, input, button, textarea, select, img, picture, image, audio, video, source,
  track, svg, math, canvas, dialog, marquee, noscript, plaintext, xmp, title, map, area, slot`;
const FETCHING = [
  "src",
  "srcset",
  "data",
  "action",
  "formaction",
  "background",
  "poster",
  "ping",
  "xlink:href",
  "style",
];
// Of the frame around every text.
const PARTS =
  "nav[aria-label=Screens], .page-header, main, footer[aria-label=Status]";
const CLOBBERING = ["id", "name"];
const leadsWell = (address) =>
  /^(https?:\/\/|mailto:)/i.test(address) ||
  (!/^[\\/]/.test(address) && !/^[^/?#]*:/.test(address));

const faults = new Set();
const now = { at: "at the start" };
const fault = (text) => faults.add(`${now.at}: ${text}`.slice(0, 400));
const count = (selector) => document.querySelectorAll(selector).length;

// What a text runs shows itself by a word to the person, a mark on `window`, or a way to elsewhere.
for (const name of ["alert", "confirm", "prompt", "print", "open"])
  window[name] = () => fault(`${name}() was called`);
const before = {
  never: new Set(document.querySelectorAll(NEVER)),
  page: location.origin + location.pathname + location.search,
};
window.hostile = null;
before.globals = new Set(Object.getOwnPropertyNames(window));
globalThis.navigation?.addEventListener("navigate", (event) => {
  if (!event.destination.url.startsWith(`${before.page}#`))
    fault(`it would lead to ${event.destination.url}`);
});

addEventListener("securitypolicyviolation", (event) =>
  fault(`the policy refused ${event.effectiveDirective} ${event.blockedURI}`),
);
addEventListener(
  "error",
  (event) => fault(`an error was thrown: ${event.message}`),
  true,
);
addEventListener("unhandledrejection", (event) =>
  fault(`a promise failed: ${event.reason}`),
);
addEventListener("click", (event) => {
  const link = event.target.closest?.(".prose a[href]");
  if (link && !event.defaultPrevented)
    fault(`a link would navigate: ${link.outerHTML}`);
});
new PerformanceObserver((list) => {
  for (const { name } of list.getEntries())
    if (!OWN.test(name)) fault(`asked for ${name}`);
}).observe({ type: "resource", buffered: true });

/** Nothing has run, nothing was brought in, and this is still the page. */
function inert() {
  for (const element of document.querySelectorAll(NEVER))
    if (!before.never.has(element))
      fault(`an element came into the page: ${element.outerHTML}`);
  for (const name of Object.getOwnPropertyNames(window))
    if (!before.globals.has(name)) fault(`${name} was put on window`);
  if (location.origin + location.pathname + location.search !== before.page)
    fault(`this is another page: ${location.href}`);
  if (!document.title.endsWith(" · Decklog"))
    fault(`the title became ${document.title}`);
  for (const element of document.querySelectorAll("body *")) {
    for (const { name, value } of element.attributes) {
      if (name.startsWith("on")) fault(`a handler: ${name}=${value}`);
    }
  }
  for (const prose of document.querySelectorAll(".prose")) {
    for (const element of prose.querySelectorAll(NOT_IN_PROSE))
      fault(`in the text: ${element.outerHTML}`);
    for (const element of prose.querySelectorAll("*")) {
      for (const { name, value } of element.attributes) {
        const leads = name === "href" && !leadsWell(value);
        if (FETCHING.includes(name) || CLOBBERING.includes(name) || leads)
          fault(`in the text: ${name}=${value}`);
      }
      if (getComputedStyle(element).position !== "static")
        fault(`it leaves its place in the text: ${element.outerHTML}`);
    }
  }
}

/** Text stays in its box, and only what is meant to scrolls sideways. */
function laidOut() {
  const page = document.scrollingElement;
  if (page.scrollWidth > innerWidth || page.scrollHeight > innerHeight)
    fault("the page scrolls");
  const main = document.querySelector("main");
  for (const element of [main, ...main.querySelectorAll("*")]) {
    if (
      element.clientWidth === 0 ||
      element.scrollWidth <= element.clientWidth + 1
    )
      continue;
    if (
      element.closest("table, pre, .words, .unseen") ||
      element instanceof SVGElement
    )
      continue;
    // WebKit measures such a word wrong, and one of its lines is too wide.
    if (/\S{50000}/.test(element.textContent)) continue;
    const { overflowX } = getComputedStyle(element);
    if (overflowX === "hidden" || overflowX === "clip") continue;
    // What only groups others may reach into the room around it.
    const texts = [...element.childNodes].filter(
      (node) => node instanceof Text,
    );
    if (
      overflowX === "visible" &&
      texts.every((node) => node.data.trim() === "")
    )
      continue;
    fault(
      `${element.scrollWidth - element.clientWidth} px too wide: ${element.outerHTML.slice(0, 200)}`,
    );
  }
}

/** The words of a row stand in their row and lie over no other. */
function inRows() {
  for (const words of document.querySelectorAll("main li .words")) {
    const [row, own] = [words.closest("li"), words.firstElementChild ?? words];
    const [outer, inner] = [row, own].map((box) => box.getBoundingClientRect());
    if (inner.top < outer.top - 1 || inner.bottom > outer.bottom + 1)
      fault(`it reaches out of its row: ${words.outerHTML.slice(0, 200)}`);
  }
}

/** The rest of the screen has its room, and nothing lies over it but messages, which have their place. */
function uncovered() {
  for (const part of document.querySelectorAll(PARTS)) {
    const { left, top, width, height } = part.getBoundingClientRect();
    const [least, name] = [part.matches("main") ? 200 : 20, part.localName];
    if (width < least || height < least || left < 0 || top < 0)
      fault(`${name} has no room: ${width} by ${height} px`);
    if (left + width > innerWidth + 1 || top + height > innerHeight + 1)
      fault(`${name} reaches out of the window`);
    for (const across of [0.02, 0.5, 0.98]) {
      for (const down of [0.1, 0.5, 0.9]) {
        const point = [left + width * across, top + height * down];
        const over = document.elementFromPoint(...point);
        if (!over || !(part.contains(over) || over.closest(".toasts")))
          fault(`${name} is covered by ${over?.outerHTML}`);
      }
    }
  }
  if (count(PARTS) !== 4) fault("a part of the screen is missing");
  const messages = document.querySelector(".toasts").getBoundingClientRect();
  if (messages.top < innerHeight / 4) fault("messages cover the screen");
}

/** An element can be seen, at least where it begins. */
function seen(element) {
  const shown = { opacityProperty: true, visibilityProperty: true };
  const [box] = element.getClientRects();
  if (!element.checkVisibility(shown) || !box || box.width * box.height === 0)
    fault(`it cannot be seen: ${element.outerHTML}`);
}

/** All of these at once. */
function wellBehaved() {
  inert();
  laidOut();
  inRows();
  uncovered();
}

/** Clicks each link of the text: none leads anywhere by itself. */
function follow() {
  for (const link of document.querySelectorAll(".prose a")) {
    const address = location.href;
    link.click();
    if (location.href !== address) fault(`a click led to ${location.href}`);
  }
}

/** Waits until `holds` returns something that holds, and returns it. */
function until(what, holds) {
  const end = performance.now() + 10_000;
  return new Promise((resolve, reject) => {
    const look = () => {
      let found = null;
      try {
        found = holds();
      } catch (error) {
        // Thrown from a timer, nobody would hear of it.
        reject(error);
        return;
      }
      if (found) resolve(found);
      else if (performance.now() > end)
        reject(new Error(`${now.at}: waited in vain for ${what}`));
      else setTimeout(look, 2);
    };
    look();
  });
}

/** Each text stands alone in an element, and reads as it should. */
function reads(elements, wanted) {
  if (elements.length !== wanted.length)
    fault(`${elements.length} texts are shown, not ${wanted.length}`);
  elements.forEach((element, at) => {
    seen(element);
    if (element.children.length > 0)
      fault(`a text holds elements: ${element.outerHTML}`);
    if (element.textContent.trim() !== wanted[at]?.trim()) {
      fault(
        `it reads ${JSON.stringify(element.textContent)} and not ${JSON.stringify(wanted[at])}`,
      );
    }
  });
}

window.hostile = {
  now,
  fault,
  faults,
  wellBehaved,
  follow,
  until,
  reads,
  seen,
};
