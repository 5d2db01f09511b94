//! Pictures for the window under addresses of their own: `record://localhost/evidence/<sha256>` and
//! `record://localhost/page/<preview>/<number>`.

use tauri::http::{Method, Request, Response, StatusCode, header};
use tauri::{AppHandle, Manager as _, UriSchemeContext, UriSchemeResponder, Wry};

use crate::state::Shell;

/// Name of the scheme.
pub(crate) const NAME: &str = "record";

/// What pictures may be: kinds that hold no program and name no other address.
const PICTURES: [&str; 4] = ["image/png", "image/jpeg", "image/gif", "image/webp"];

/// What an address names.
#[derive(Debug, PartialEq, Eq)]
enum Picture<'p> {
    /// Evidence, by its SHA-256.
    Evidence(&'p str),
    /// A page of a preview, from 1.
    Page(&'p str, usize),
}

/// Answers a request for a picture, on another thread. Whatever is no picture is not found.
pub(crate) fn answer(
    context: UriSchemeContext<'_, Wry>,
    request: Request<Vec<u8>>,
    responder: UriSchemeResponder,
) {
    let handle = context.app_handle().clone();
    drop(tauri::async_runtime::spawn_blocking(move || {
        let found = (request.method() == Method::GET)
            .then(|| Picture::parse(request.uri().path()))
            .flatten()
            .and_then(|picture| find(&handle, &picture));
        responder.respond(response(found));
    }));
}

impl Picture<'_> {
    fn parse(path: &str) -> Option<Picture<'_>> {
        let mut parts = path.strip_prefix('/')?.split('/');
        let picture = match (parts.next()?, parts.next()?, parts.next()) {
            ("evidence", hash, None) if is_sha256(hash) => Picture::Evidence(hash),
            ("page", id, Some(number)) => Picture::Page(id, number.parse().ok()?),
            _ => return None,
        };
        parts.next().is_none().then_some(picture)
    }
}

fn is_sha256(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Media type and bytes of a picture.
fn find(handle: &AppHandle, picture: &Picture<'_>) -> Option<(&'static str, Vec<u8>)> {
    let shell = handle.state::<Shell>();
    match picture {
        Picture::Evidence(hash) => {
            let (media_type, bytes) = shell.shown().ok()?.app.evidence(hash).ok()?;
            PICTURES.contains(&media_type).then_some((media_type, bytes))
        }
        Picture::Page(id, number) => {
            let page = shell.previews.page(id, *number)?;
            Some(("image/png", page.to_vec()))
        }
    }
}

/// Nothing is to be held in a cache on disk: what is redacted must be gone.
fn response(found: Option<(&'static str, Vec<u8>)>) -> Response<Vec<u8>> {
    let (status, media_type, bytes) = match found {
        Some((media_type, bytes)) => (StatusCode::OK, media_type, bytes),
        None => (StatusCode::NOT_FOUND, "text/plain", Vec::new()),
    };
    Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, media_type)
        .header(header::CACHE_CONTROL, "no-store")
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .body(bytes)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::Picture;

    #[test]
    fn only_evidence_and_pages_have_addresses() {
        let hash = "0123456789abcdef".repeat(4);
        let path = format!("/evidence/{hash}");
        assert_eq!(Picture::parse(&path), Some(Picture::Evidence(&hash)));
        assert_eq!(Picture::parse("/page/7/12"), Some(Picture::Page("7", 12)));
        let upper = path.to_uppercase();
        let longer = format!("{path}0");
        let deeper = format!("{path}/x");
        for nothing in [
            upper.as_str(),
            &longer,
            &deeper,
            "/evidence/..%2f..%2fworkspace.decklog",
            "/evidence",
            "/page/7",
            "/page/7/x",
            "/page/7/-1",
            "/page/7/1/2",
            "/",
            "",
        ] {
            assert_eq!(Picture::parse(nothing), None, "{nothing}");
        }
    }
}
