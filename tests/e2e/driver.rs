//! Speaking WebDriver (w3.org/TR/webdriver2) with `WebKitWebDriver`, which starts the window and drives it.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use serde_json::{Value, json};
use ureq::Agent;

use crate::patience::{self, PATIENCE};
use crate::process::Running;

/// The key under which the protocol names an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A window that is being driven. Failures are sentences of the driver.
pub(crate) struct Driver {
    server: Running,
    agent: Agent,
    session: String,
}

/// An element of the page, by the name the driver gave it.
#[derive(Debug)]
pub(crate) struct Element(String);

impl Element {
    /// The element as an argument of a script.
    pub(crate) fn as_argument(&self) -> Value {
        json!({ ELEMENT: self.0 })
    }
}

impl Driver {
    /// Starts the driver by `command`, to which its options are added, and has it start the window `program`, which
    /// inherits the driver's environment.
    pub(crate) fn open(command: Command, program: &Path) -> Result<Driver, String> {
        // No browserName: it is whatever program is named here.
        Driver::begin(command, json!({ "webkitgtk:browserOptions": { "binary": program, "args": [] } }))
    }

    /// Starts the driver by `command` and has it go on with a window that listens at `address`.
    pub(crate) fn attach(mut command: Command, address: &str) -> Result<Driver, String> {
        command.arg(format!("--target={address}"));
        Driver::begin(command, json!({}))
    }

    fn begin(mut command: Command, mut wanted: Value) -> Result<Driver, String> {
        let port = free_port();
        command.arg(format!("--port={port}")).arg("--host=127.0.0.1");
        let server = Running::start(&mut command);
        patience::until(|| TcpStream::connect((Ipv4Addr::LOCALHOST, port)).ok())
            .ok_or("WebKitWebDriver does not listen")?;
        // A driver that hangs must not hang the journey.
        let config = Agent::config_builder()
            .timeout_global(Some(PATIENCE * 2))
            .http_status_as_error(false)
            .proxy(None)
            .build();
        let base = format!("http://127.0.0.1:{port}/session");
        let mut driver = Driver { server, agent: config.into(), session: base };
        wanted["timeouts"] = json!({ "script": millis(PATIENCE) });
        let opened = driver.post("", &json!({ "capabilities": { "alwaysMatch": wanted } }))?;
        let id = opened["sessionId"].as_str().ok_or("the driver opened no session")?;
        driver.session = format!("{}/{id}", driver.session);
        Ok(driver)
    }

    /// The process that the window is a child of.
    pub(crate) fn pid(&self) -> u32 {
        self.server.pid()
    }

    /// Runs the body of a function in the page and returns what it returns.
    pub(crate) fn run(&self, script: &str, args: &[Value]) -> Result<Value, String> {
        self.post("/execute/sync", &json!({ "script": script, "args": args }))
    }

    /// Runs the body of a function that calls its last argument with what it found.
    pub(crate) fn run_async(&self, script: &str, args: &[Value]) -> Result<Value, String> {
        self.post("/execute/async", &json!({ "script": script, "args": args }))
    }

    /// As [`Driver::run`], for a script that returns an element or null.
    pub(crate) fn find(&self, script: &str, args: &[Value]) -> Result<Option<Element>, String> {
        Ok(self.run(script, args)?[ELEMENT].as_str().map(|id| Element(id.to_owned())))
    }

    /// Scrolls to the element and clicks in its middle; an element that something covers is a failure.
    pub(crate) fn click(&self, element: &Element) -> Result<(), String> {
        self.post(&format!("/element/{}/click", element.0), &json!({})).map(drop)
    }

    /// Presses and releases keys: `actions` as the protocol's `keyDown` and `keyUp`.
    pub(crate) fn keys(&self, actions: &[Value]) -> Result<(), String> {
        let keyboard = json!({ "type": "key", "id": "keyboard", "actions": actions });
        self.post("/actions", &json!({ "actions": [keyboard] })).map(drop)
    }

    /// Gives the window another size, in pixels.
    pub(crate) fn resize(&self, width: u32, height: u32) -> Result<(), String> {
        self.post("/window/rect", &json!({ "x": 0, "y": 0, "width": width, "height": height })).map(drop)
    }

    fn post(&self, path: &str, body: &Value) -> Result<Value, String> {
        let request = self.agent.post(format!("{}{path}", self.session));
        answer(request.content_type("application/json; charset=utf-8").send(body.to_string()))
    }
}

/// The value of an answer; an error of the protocol is its kind and its message.
fn answer(response: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Result<Value, String> {
    let mut response = response.map_err(|error| format!("the driver does not answer: {error}"))?;
    let good = response.status().is_success();
    let text = response.body_mut().read_to_string();
    let text = text.map_err(|error| error.to_string())?;
    let mut answer: Value = serde_json::from_str(&text).map_err(|error| format!("{error}: {text}"))?;
    let value = answer["value"].take();
    if good { Ok(value) } else { Err(format!("{}: {}", value["error"], value["message"])) }
}

/// A port that was free a moment ago; the driver cannot choose one and say it.
fn free_port() -> u16 {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port()
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap()
}
