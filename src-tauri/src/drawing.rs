//! What draws the pages.

/// WebKit reads it when it starts: a value other than `0` has it draw without a graphics card.
const WITHOUT_CARD: &str = "WEBKIT_DISABLE_COMPOSITING_MODE";

/// Has WebKit draw the pages on the processor, unless the environment says otherwise. They are text and hardly move, so
/// that a graphics card saves nothing; and where none is, as on a virtual machine, its emulation holds pictures back for
/// a third of a second now and then. The first thing that `main` does.
pub(crate) fn on_the_processor() {
    if std::env::var_os(WITHOUT_CARD).is_some() {
        return;
    }
    // A view's own setting comes too late: a page that is resized while it takes effect crashes (WebKitGTK 2.50.6).
    // SAFETY: nothing runs beside this yet that could read the environment.
    #[expect(unsafe_code, reason = "WebKit can be told in no other way before its first page")]
    unsafe {
        std::env::set_var(WITHOUT_CARD, "1");
    }
}
