// The clock starts with the time that the system gave the key, so that a page too busy to hear it is not flattered. It
// stops with a message sent from the frame that first has the change: messages are delivered after that frame was painted.
globalThis.stopwatch?.off();
const off = new AbortController();
const painted = new MessageChannel();
const times = [];
let since = null;
let before;
const frame = () => {
  const now = look();
  if (now === undefined || now === before) requestAnimationFrame(frame);
  else painted.port2.postMessage(null);
};
painted.port1.onmessage = () => {
  times.push(performance.now() - since);
  since = null;
};
const heard = (event) => {
  if (since !== null || ["Control", "Shift", "Alt"].includes(event.key)) return;
  since = event.timeStamp;
  before = look();
  requestAnimationFrame(frame);
};
addEventListener("keydown", heard, { capture: true, signal: off.signal });
globalThis.stopwatch = { times, off: () => off.abort() };
