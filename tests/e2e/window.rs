//! An open window and what a person does there. Every act waits until it can be done, every look until there is
//! something to see; what was waited for in vain is said together with what stood there instead.

use std::cell::Cell;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::driver::{Driver, Element};
use crate::page::{self, Target};
use crate::patience::{self, PATIENCE};
use crate::process;
use crate::stage::Stage;
use crate::{access, keys};

/// The process that holds the page; the window itself only shows it.
const WEB_PROCESS: &str = "WebKitWebProcess";

/// More than there is on any screen to go to.
const TABS: usize = 200;

/// An open window; it is closed when this is dropped.
pub(crate) struct Window<'stage> {
    stage: &'stage Stage,
    driver: Driver,
    app: u32,
    /// In pixels, as last asked for.
    size: Cell<(u32, u32)>,
    log: PathBuf,
}

impl Window<'_> {
    /// The window that `driver` has opened; what it says goes to `log`.
    pub(crate) fn driven(stage: &Stage, driver: Driver, log: PathBuf) -> Window<'_> {
        let name = stage.program.file_name().unwrap();
        let app = patience::until(|| process::running(driver.pid(), name).first().copied());
        let app = app.expect("the driver says the window is open, and there is no such process");
        Window { stage, driver, app, size: Cell::default(), log }
    }

    /// Presses keys: a chord (`Ctrl+K`) or several after each other (`g r`).
    #[track_caller]
    pub(crate) fn press(&self, written: &str) -> &Self {
        self.done(self.driver.keys(&keys::chords(written)), &format!("press {written}"));
        self
    }

    /// Types into whatever has the focus; a line break is Enter.
    #[track_caller]
    pub(crate) fn types(&self, text: &str) -> &Self {
        self.done(self.driver.keys(&keys::typing(text)), &format!("type {text:?}"));
        self
    }

    /// Clicks what has this role and name.
    #[track_caller]
    pub(crate) fn clicks(&self, role: &str, name: &str) -> &Self {
        self.click(Target::Role(role, name))
    }

    /// Clicks, once the page lets it: something that moves or is covered is tried again.
    #[track_caller]
    pub(crate) fn click(&self, target: Target<'_>) -> &Self {
        self.wait(&format!("click {target:?}"), || {
            page::find(&self.driver, target)?.map(|element| self.driver.click(&element)).transpose()
        });
        self
    }

    /// Pastes text into whatever has the focus, or onto the screen. Only the clipboard is made up: the page is told as
    /// by a keyboard.
    #[track_caller]
    pub(crate) fn pastes(&self, text: &str) -> &Self {
        let script = "const text = arguments[0];
            const data = new DataTransfer();
            data.setData('text/plain', text);
            const target = document.activeElement ?? document.body;
            const told = target.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
            if (told && 'value' in target) document.execCommand('insertText', false, text);";
        self.done(self.driver.run(script, &[text.into()]), "paste");
        self
    }

    /// Goes to what has this role and name as somebody without a mouse does: by Tab alone.
    #[track_caller]
    pub(crate) fn tabs_to(&self, role: &str, name: &str) -> &Self {
        let target = Target::Role(role, name);
        let element = self.element(target).as_argument();
        let there = || {
            self.driver.run("return document.activeElement === arguments[0]", std::slice::from_ref(&element))
        };
        for _ in 0..TABS {
            if self.done(there(), "ask for the focus") == Value::Bool(true) {
                return self;
            }
            self.press("Tab");
        }
        self.fail(&format!("pressed Tab {TABS} times and did not come to {target:?}"))
    }

    /// These words can be read on the page.
    #[track_caller]
    pub(crate) fn sees(&self, words: &str) -> &Self {
        let wanted = page::single_spaced(words);
        self.wait(&format!("read {wanted:?}"), || {
            Ok(page::words(&self.driver)?.contains(&wanted).then_some(()))
        });
        self
    }

    /// These words can no longer be read on the page.
    #[track_caller]
    pub(crate) fn loses(&self, words: &str) -> &Self {
        let gone = page::single_spaced(words);
        self.wait(&format!("no longer read {gone:?}"), || {
            Ok((!page::words(&self.driver)?.contains(&gone)).then_some(()))
        });
        self
    }

    /// There is something of this role and name.
    #[track_caller]
    pub(crate) fn finds(&self, role: &str, name: &str) -> &Self {
        self.element(Target::Role(role, name));
        self
    }

    /// There is nothing of this role and name, or no longer.
    #[track_caller]
    pub(crate) fn lacks(&self, role: &str, name: &str) -> &Self {
        let target = Target::Role(role, name);
        self.wait(&format!("be without {target:?}"), || {
            Ok(page::find(&self.driver, target)?.is_none().then_some(()))
        });
        self
    }

    /// The words of an element.
    #[track_caller]
    pub(crate) fn text_of(&self, target: Target<'_>) -> String {
        let text = self.property(target, "innerText");
        page::single_spaced(text.as_str().unwrap_or_default())
    }

    /// A property of an element, such as `value` or `checked`.
    #[track_caller]
    pub(crate) fn property(&self, target: Target<'_>, name: &str) -> Value {
        self.wait(&format!("read {name} of {target:?}"), || {
            let element = page::find(&self.driver, target)?;
            element.map(|element| page::property(&self.driver, &element, name)).transpose()
        })
    }

    /// The page is there: it has its first heading.
    #[track_caller]
    pub(crate) fn is_ready(&self) -> &Self {
        self.until("have its page", "return document.querySelector('h1') !== null");
        self
    }

    /// Runs the body of a function in the page, for what no key and no word can say.
    #[track_caller]
    pub(crate) fn runs(&self, script: &str) -> Value {
        self.done(self.driver.run(script, &[]), script)
    }

    /// Runs the body of an asynchronous function in the page with `arguments`, and returns what it comes to.
    #[track_caller]
    pub(crate) fn awaits(&self, script: &str, arguments: &[Value]) -> Value {
        let script = format!(
            "const answer = arguments[arguments.length - 1];
             (async (...arguments) => {{ {script} }})(...arguments)
                 .then(answer, (error) => answer({{ failed: String(error) }}));"
        );
        let came = self.done(self.driver.run_async(&script, arguments), "run a script");
        if let Some(failed) = came.get("failed") {
            self.fail(&failed.to_string());
        }
        came
    }

    /// A script comes to return something that holds (is neither null, false, 0 nor empty).
    #[track_caller]
    pub(crate) fn until(&self, what: &str, script: &str) -> Value {
        let holds = |value: Value| match &value {
            Value::Null | Value::Bool(false) => None,
            Value::Number(number) if number.as_f64() == Some(0.0) => None,
            Value::String(text) if text.is_empty() => None,
            _ => Some(value),
        };
        self.wait(what, || self.driver.run(script, &[]).map(holds))
    }

    /// axe-core finds nothing wrong with the page as it is now.
    #[track_caller]
    pub(crate) fn is_accessible(&self) -> &Self {
        let faults = self.faults();
        assert!(faults.is_empty(), "axe-core finds:\n{faults}");
        self
    }

    /// What axe-core finds wrong with the page, written to be read.
    #[track_caller]
    pub(crate) fn faults(&self) -> String {
        self.done(access::faults(&self.driver), "run axe-core")
    }

    /// Leaves a picture of the window in `target/gallery/NAME.png`, or in the folder that `DECKLOG_GALLERY` names.
    #[track_caller]
    pub(crate) fn picture(&self, name: &str) -> &Self {
        self.is_drawn();
        self.done(self.keep_picture(name), "take a picture");
        self
    }

    /// Waits until what the page holds stands on the screen.
    #[track_caller]
    pub(crate) fn is_drawn(&self) -> &Self {
        // Letters and images that arrive late, or a frame not yet drawn, would make another picture.
        self.runs(
            "const fonts = ['400 15px', '600 15px'].map((face) => document.fonts.load(`${face} 'Inter Variable'`));
             window.drawn = false;
             Promise.all(fonts).then(() => document.fonts.ready).then(() =>
                 requestAnimationFrame(() => requestAnimationFrame(() => window.drawn = true)));",
        );
        self.until(
            "have its letters and images, drawn",
            // Images below the part one sees are not asked for.
            "const end = (document.querySelector('main') ?? document.body).getBoundingClientRect().bottom;
             const seen = (image) => image.getBoundingClientRect().top < end;
             return window.drawn && [...document.images].every((image) => image.complete || !seen(image))",
        );
        self
    }

    /// In pixels, as last asked for.
    pub(crate) fn size(&self) -> (u32, u32) {
        self.size.get()
    }

    /// Gives the window another size, in pixels, and waits until the page has it.
    #[track_caller]
    pub(crate) fn resize(&self, size: (u32, u32)) -> &Self {
        self.resize_zoomed(size, 100)
    }

    /// The same for a page that is shown at `zoom` percent.
    #[track_caller]
    pub(crate) fn resize_zoomed(&self, (width, height): (u32, u32), zoom: u32) -> &Self {
        self.done(self.driver.resize(width, height), "change its size");
        self.size.set((width, height));
        let (inner_width, inner_height) = (zoomed(width, zoom), zoomed(height, zoom));
        self.until(
            &format!("be {width} by {height} pixels"),
            &format!("return innerWidth === {inner_width} && innerHeight === {inner_height}"),
        );
        self
    }

    /// The process of the app.
    #[allow(dead_code, reason = "what it costs is measured; the journeys do not look")]
    pub(crate) fn app(&self) -> u32 {
        self.app
    }

    /// Kills the app as `kill -9` does.
    pub(crate) fn kill(self) {
        self.end();
    }

    /// Kills the process that holds the page, as the system does when memory is short, and waits until the app has
    /// loaded the page again. The driver forgets a page that died, so another one goes on with the window.
    #[track_caller]
    pub(crate) fn kill_page(&mut self) -> &Self {
        let page = || process::running(self.app, WEB_PROCESS.as_ref()).first().copied();
        let before = self.wait("have a page to kill", || Ok(page()));
        process::kill(before, "the page");
        self.wait("have a page again", || Ok(page()));
        let address = process::variable(self.app, "WEBKIT_INSPECTOR_SERVER").unwrap();
        let again =
            self.wait("be driven again", || Driver::attach(self.stage.driver(&self.log), &address).map(Some));
        self.driver = again;
        self
    }

    fn end(&self) {
        // They would end by themselves, but only a while after the journey.
        let pages = process::below(self.app);
        process::kill(self.app, "the app");
        for page in pages {
            process::kill(page, "a process of the page");
        }
    }

    #[track_caller]
    fn element(&self, target: Target<'_>) -> Element {
        self.wait(&format!("find {target:?}"), || page::find(&self.driver, target))
    }

    /// Tries until there is something. Failures on the way are those of a page that is changing.
    #[track_caller]
    fn wait<T>(&self, what: &str, mut attempt: impl FnMut() -> Result<Option<T>, String>) -> T {
        let mut last = None;
        let found = patience::until(|| match attempt() {
            Ok(found) => {
                last = None;
                found
            }
            Err(error) => {
                last = Some(error);
                None
            }
        });
        found.unwrap_or_else(|| {
            let error = last.map(|error| format!("\nat last: {error}")).unwrap_or_default();
            self.fail(&format!("waited {} s to {what}{error}", PATIENCE.as_secs()))
        })
    }

    #[track_caller]
    fn done<T>(&self, result: Result<T, String>, what: &str) -> T {
        result.unwrap_or_else(|error| self.fail(&format!("could not {what}: {error}")))
    }

    #[track_caller]
    fn fail(&self, what: &str) -> ! {
        let words = page::words(&self.driver).unwrap_or_else(|error| error);
        let log = std::fs::read_to_string(&self.log).unwrap_or_default();
        let test = std::thread::current().name().unwrap_or("journey").replace("::", "-");
        let picture = self.keep_picture(&format!("failed-{test}"));
        let picture = picture.map_or_else(|error| error, |path| path.display().to_string());
        panic!("{what}\non the page: {words}\npicture: {picture}\nthe window said: {log}");
    }

    fn keep_picture(&self, name: &str) -> Result<PathBuf, String> {
        let default = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/gallery");
        let folder = std::env::var_os("DECKLOG_GALLERY").map_or_else(default, PathBuf::from);
        std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
        let path = folder.canonicalize().map_err(|error| error.to_string())?.join(format!("{name}.png"));
        std::fs::write(&path, self.stage.screen.picture(self.size())?).map_err(|error| error.to_string())?;
        Ok(path)
    }
}

/// How many of its own pixels a page has for `pixels` of the screen, at `zoom` percent.
pub(crate) fn zoomed(pixels: u32, zoom: u32) -> u32 {
    pixels * 100 / zoom
}

impl Drop for Window<'_> {
    fn drop(&mut self) {
        if !process::is_gone(self.app) {
            self.end();
        }
    }
}
