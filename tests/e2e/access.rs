//! Accessibility, judged by axe-core in the window itself.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::OnceLock;

use serde_json::Value;

use crate::driver::Driver;

/// Runs all of axe's rules: those of WCAG 2.2 AA and its own good practice. The page's content-security policy does
/// not bind scripts of the driver.
const RUN: &str = "
    const done = arguments[arguments.length - 1];
    axe.run(document, { resultTypes: ['violations'] }).then(
      (found) => done(found.violations.map(({ id, help, impact, nodes }) => ({
        id, help, impact,
        nodes: nodes.map(({ target, html, any, all, none }) => ({
          at: target.join(' '), html,
          why: [...any, ...all, ...none].map(({ message }) => message),
        })),
      }))),
      (error) => done(String(error)),
    );";

/// Gives the page axe-core, when it has not got it since it was loaded.
pub(crate) fn have_axe(driver: &Driver) -> Result<(), String> {
    if driver.run("return typeof axe === 'object'", &[])? == Value::Bool(true) {
        return Ok(());
    }
    driver.run(&format!("{}\nglobalThis.axe = axe;", axe_source()?), &[]).map(drop)
}

/// What axe-core finds wrong, written to be read; empty when it finds nothing.
pub(crate) fn faults(driver: &Driver) -> Result<String, String> {
    have_axe(driver)?;
    let found = driver.run_async(RUN, &[])?;
    let violations = found.as_array().ok_or_else(|| format!("axe-core failed: {found}"))?;
    let mut text = String::new();
    for violation in violations {
        let [id, help, impact] = ["id", "help", "impact"].map(|key| violation[key].as_str().unwrap_or("?"));
        writeln!(text, "{id} ({impact}): {help}").unwrap();
        for node in violation["nodes"].as_array().into_iter().flatten() {
            writeln!(text, "  {}\n    {}", node["at"].as_str().unwrap(), node["html"].as_str().unwrap())
                .unwrap();
            for why in node["why"].as_array().into_iter().flatten().filter_map(Value::as_str) {
                writeln!(text, "    - {why}").unwrap();
            }
        }
    }
    Ok(text)
}

fn axe_source() -> Result<&'static str, String> {
    static SOURCE: OnceLock<Result<String, String>> = OnceLock::new();
    let source = SOURCE.get_or_init(|| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/node_modules/axe-core/axe.min.js");
        std::fs::read_to_string(&path)
            .map_err(|error| format!("{} cannot be read, npm ci in ui/ brings it: {error}", path.display()))
    });
    source.as_deref().map_err(Clone::clone)
}
