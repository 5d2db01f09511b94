//! How a window looks: its size, and what the desktop says about colours and motion.

use std::fmt::Write as _;

/// What a person set on their desktop, before the app's own settings.
#[derive(Clone, Copy)]
pub(crate) struct Look {
    /// Width and height of the window in pixels, without the desktop's frame, of which there is none here.
    pub(crate) size: (u32, u32),
    /// Light text on dark: the page is told `prefers-color-scheme: dark`.
    pub(crate) dark: bool,
    /// The page is told `prefers-contrast: more`.
    pub(crate) contrast: bool,
    /// The page is told `prefers-reduced-motion: reduce`.
    pub(crate) still: bool,
}

/// Light, moving, at the size the window has by itself.
pub(crate) const PLAIN: Look = Look { size: (1280, 800), dark: false, contrast: false, still: false };

impl Look {
    /// The file `gtk-3.0/settings.ini` that says so: WebKitGTK tells the page what GTK tells it.
    pub(crate) fn gtk_settings(self) -> String {
        let theme = if self.contrast { "HighContrast" } else { "Adwaita" };
        let mut text = format!("[Settings]\ngtk-theme-name={theme}\n");
        let mut set = |name, value: bool| writeln!(text, "{name}={}", u8::from(value)).unwrap();
        set("gtk-application-prefer-dark-theme", self.dark);
        set("gtk-enable-animations", !self.still);
        text
    }
}
