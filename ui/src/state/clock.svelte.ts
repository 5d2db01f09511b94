/** The present, once a second: what every elapsed time and timer is counted from. */

class Clock {
  /** Milliseconds since 1970, at the last full second. */
  ms = $state(Date.now());

  constructor() {
    const tick = () => {
      this.ms = Date.now();
      // Aligned to the full second, so that clocks beside each other turn together.
      setTimeout(tick, 1000 - (this.ms % 1000));
    };
    tick();
  }
}

/** The one clock of this window. */
export const clock = new Clock();
