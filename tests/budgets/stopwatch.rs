//! Time from a key to the picture, taken within the page.

use crate::window::Window;

/// A watch that runs from a key until the page shows something else.
pub(crate) struct Stopwatch<'window> {
    window: &'window Window<'window>,
}

impl Stopwatch<'_> {
    /// Puts a watch on the page. `look` is a JavaScript expression for what the key is to change; while it is
    /// `undefined`, the change is not there yet. One watch at a time: a new one replaces the one before.
    pub(crate) fn on<'window>(window: &'window Window<'window>, look: &str) -> Stopwatch<'window> {
        window.runs(&format!("const look = () => {look};\n{}", include_str!("stopwatch.js")));
        Stopwatch { window }
    }

    /// Presses keys after each other; each is pressed when what the one before changed has been painted.
    pub(crate) fn press(&self, keys: &str) {
        for key in keys.split(' ') {
            let before = self.count();
            self.window.press(key);
            self.window.until(
                &format!("show what {key} changes"),
                &format!("return stopwatch.times.length > {before}"),
            );
        }
    }

    /// The times so far, in milliseconds.
    pub(crate) fn times(&self) -> Vec<f64> {
        let times = self.window.runs("return stopwatch.times");
        times.as_array().unwrap().iter().map(|time| time.as_f64().unwrap()).collect()
    }

    fn count(&self) -> usize {
        self.times().len()
    }
}
