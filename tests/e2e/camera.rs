//! What is asked of the X server and not of the page: pictures of what a person would see, the mouse, the keyboard.

use std::time::Duration;

use x11rb::connection::Connection as _;
use x11rb::errors::ReplyError;
use x11rb::protocol::xproto::{ConnectionExt as _, ImageFormat, InputFocus, MapState};
use x11rb::rust_connection::RustConnection;

use crate::patience;

/// From one look to the next; a page that is still being drawn looks different by then.
const STILL: Duration = Duration::from_millis(60);

/// The upper left part of a screen, `size` pixels wide and high, as PNG; taken when nothing moves on it any more.
///
/// # Errors
/// A sentence, when the screen is not there, is smaller, or never stands still.
pub(crate) fn picture(display: &str, size: (u32, u32)) -> Result<Vec<u8>, String> {
    let camera = Camera::before(display)?;
    let mut last = camera.look(size)?;
    let mut fault = None;
    let still = patience::until(|| {
        std::thread::sleep(STILL);
        match camera.look(size) {
            Ok(now) if now == last => Some(()),
            Ok(now) => {
                last = now;
                None
            }
            Err(error) => {
                fault = Some(error);
                Some(())
            }
        }
    });
    match (still, fault) {
        (_, Some(fault)) => Err(fault),
        (None, _) => Err("the screen never stands still".to_owned()),
        (Some(()), None) => png(&last, size).map_err(|error| error.to_string()),
    }
}

/// Moves the mouse to the lower right corner, where it points at nothing that a picture shows.
///
/// # Errors
/// A sentence, when the screen is not there.
pub(crate) fn point_away(display: &str) -> Result<(), String> {
    let Camera { connection, root } = Camera::before(display)?;
    let moved = connection.warp_pointer(x11rb::NONE, root, 0, 0, 0, 0, i16::MAX, i16::MAX);
    moved.map_err(|error| error.to_string())?.check().map_err(|error| error.to_string())
}

/// Gives the keyboard to the window that lies on top, as a window manager would. Without one it belongs to whatever the
/// mouse points at.
///
/// # Errors
/// A sentence, when the screen is not there.
pub(crate) fn give_keyboard(display: &str) -> Result<(), String> {
    Camera::before(display)?.give_keyboard().map_err(|error| error.to_string())
}

struct Camera {
    connection: RustConnection,
    root: u32,
}

impl Camera {
    fn before(display: &str) -> Result<Camera, String> {
        let (connection, screen) = x11rb::connect(Some(display)).map_err(|error| error.to_string())?;
        let root = connection.setup().roots[screen].root;
        Ok(Camera { connection, root })
    }

    fn give_keyboard(&self) -> Result<(), ReplyError> {
        let lying = self.connection.query_tree(self.root)?.reply()?.children;
        for window in lying.into_iter().rev() {
            let shown =
                self.connection.get_window_attributes(window)?.reply()?.map_state == MapState::VIEWABLE;
            if shown {
                let given =
                    self.connection.set_input_focus(InputFocus::POINTER_ROOT, window, x11rb::CURRENT_TIME)?;
                return given.check();
            }
        }
        Ok(())
    }

    /// The colours from left to right and from top to bottom, four bytes each: blue, green, red, nothing.
    fn look(&self, (width, height): (u32, u32)) -> Result<Vec<u8>, String> {
        let [width, height] = [width, height].map(|side| u16::try_from(side).unwrap_or(u16::MAX));
        let asked = self.connection.get_image(ImageFormat::Z_PIXMAP, self.root, 0, 0, width, height, !0);
        let image = asked.map_err(|error| error.to_string())?.reply().map_err(|error| error.to_string())?;
        Ok(image.data)
    }
}

fn png(colours: &[u8], (width, height): (u32, u32)) -> Result<Vec<u8>, png::EncodingError> {
    let mut picture = Vec::new();
    let mut encoder = png::Encoder::new(&mut picture, width, height);
    encoder.set_color(png::ColorType::Rgb);
    let colours: Vec<u8> =
        colours.as_chunks::<4>().0.iter().flat_map(|&[blue, green, red, _]| [red, green, blue]).collect();
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&colours)?;
    writer.finish()?;
    Ok(picture)
}
