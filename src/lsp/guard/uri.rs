//! Names of documents: the client's exact string is the key; a path is only for looking things up.
//!
//! `lsp_types` holds URIs as `url::Url`, which rewrites some and refuses others, so that answers named documents the
//! client does not know. Where the two differ, the exact string is *sealed* in a URI of our own on the way in, and
//! taken out again on the way out; handlers see it only through [`Uri`].

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::{Map, Value};
use tower_lsp::lsp_types::Url;

/// Scheme of sealed URIs.
const SEAL: &str = "zhengwen-exact:";

/// The URI of a document, character for character as the client writes it.
///
/// `file:///c%3A/a.txt` and `file:///c:/a.txt` are the same file and different documents: see [`Uri::path`].
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Uri(Arc<str>);

impl Uri {
    /// The exact text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The URI for a field of `lsp_types`. What is sent to the client is the exact text again.
    ///
    /// `None` only for text that came neither from a message nor is a URI.
    #[must_use]
    pub fn to_url(&self) -> Option<Url> {
        Url::parse(&seal(&self.0).unwrap_or_else(|| self.0.to_string())).ok()
    }

    /// The file that is meant, for look-ups; `None` for `untitled:` and whatever else is no local file.
    ///
    /// Percent escapes are decoded whatever the case of their digits. `/c:/`, `/C%3A/` and the like become `c:/` with a
    /// small drive letter, so that the same file has one path. A host other than `localhost` begins a UNC path.
    #[must_use]
    pub fn path(&self) -> Option<PathBuf> {
        let (scheme, rest) = self.0.split_once(':')?;
        if !scheme.eq_ignore_ascii_case("file") {
            return None;
        }
        let rest = rest.split(['?', '#']).next().unwrap_or_default();
        let (host, path) = match rest.strip_prefix("//") {
            // Two slashes and a drive letter: wrong, and common.
            Some(rest) if drive(&percent_decoded(rest)).is_some() => ("", rest),
            Some(rest) => rest.split_at(rest.find('/')?),
            None => ("", rest),
        };
        let path = percent_decoded(path);
        if path.is_empty() || path.contains(&0) {
            return None;
        }
        let bare = path.strip_prefix(b"/").unwrap_or(&path);
        let path = if let Some(letter) = drive(bare) {
            [&[letter, b':'], &bare[2..]].concat()
        } else if host.is_empty() || host.eq_ignore_ascii_case("localhost") {
            path
        } else {
            [b"//", host.as_bytes(), &path].concat()
        };
        to_path(path)
    }
}

impl From<&str> for Uri {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl From<&Url> for Uri {
    fn from(url: &Url) -> Self {
        match unseal(url.as_str()) {
            Some(exact) => Self(exact.into()),
            None => Self(url.as_str().into()),
        }
    }
}

impl fmt::Display for Uri {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The drive letter, small, that a path without its leading slash begins with.
fn drive(path: &[u8]) -> Option<u8> {
    match path {
        [letter, b':'] | [letter, b':', b'/' | b'\\', ..] if letter.is_ascii_alphabetic() => {
            Some(letter.to_ascii_lowercase())
        }
        _ => None,
    }
}

#[cfg(unix)]
fn to_path(bytes: Vec<u8>) -> Option<PathBuf> {
    // File names need not be UTF-8.
    use std::os::unix::ffi::OsStringExt;
    Some(std::ffi::OsString::from_vec(bytes).into())
}

#[cfg(not(unix))]
fn to_path(bytes: Vec<u8>) -> Option<PathBuf> {
    String::from_utf8(bytes).ok().map(PathBuf::from)
}

/// Decodes `%XX`; a percent sign that begins no escape stays.
fn percent_decoded(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let escape = bytes.get(at + 1..at + 3).and_then(|digits| {
            let [high, low] = [digits[0], digits[1]].map(|digit| char::from(digit).to_digit(16));
            u8::try_from(high? * 16 + low?).ok()
        });
        match escape {
            Some(value) if byte == b'%' => {
                decoded.push(value);
                at += 3;
            }
            _ => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    decoded
}

/// Seals a URI that `Url` would change or refuse; `None` where the exact text survives.
pub(crate) fn seal(exact: &str) -> Option<String> {
    if !exact.starts_with(SEAL) && Url::parse(exact).is_ok_and(|url| url.as_str() == exact) {
        return None;
    }
    let hex: String = exact.bytes().map(|byte| format!("{byte:02x}")).collect();
    Some(format!("{SEAL}{hex}"))
}

/// Takes the exact text out of a sealed URI.
fn unseal(url: &str) -> Option<String> {
    let hex = url.strip_prefix(SEAL)?;
    let bytes: Option<Vec<u8>> = hex
        .as_bytes()
        .chunks(2)
        .map(|pair| std::str::from_utf8(pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok()))
        .collect();
    String::from_utf8(bytes?).ok()
}

/// Unseals every string and key in `value`.
pub(crate) fn unseal_all(value: &mut Value) {
    match value {
        Value::String(text) => {
            if let Some(exact) = unseal(text) {
                *text = exact;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(unseal_all),
        Value::Object(object) => {
            object.values_mut().for_each(unseal_all);
            if object.keys().any(|key| key.starts_with(SEAL)) {
                let old = std::mem::take(object);
                *object =
                    old.into_iter().map(|(key, value)| (unseal(&key).unwrap_or(key), value)).collect::<Map<_, _>>();
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn path(uri: &str) -> Option<String> {
        Uri::from(uri).path().map(|path| path.to_str().unwrap().to_owned())
    }

    #[test]
    fn paths() {
        for uri in ["file:///c%3A/新聞/a.txt", "file:///C:/%e6%96%B0%E8%81%9e/a.txt", "file://c:/新聞/a.txt"] {
            assert_eq!(path(uri).as_deref(), Some("c:/新聞/a.txt"), "{uri}");
        }
        assert_eq!(path("file:///tmp/100%25/50%").as_deref(), Some("/tmp/100%/50%"));
        assert_eq!(path("file://localhost/tmp/a").as_deref(), Some("/tmp/a"));
        assert_eq!(path("FILE:/tmp/a?x#y").as_deref(), Some("/tmp/a"));
        assert_eq!(path("file://server/share/a").as_deref(), Some("//server/share/a"));
        for uri in
            ["untitled:Untitled-1", "vscode-vfs://github/a/b", "", "file://", "file:", "file://host", "file:///a%00b"]
        {
            assert_eq!(path(uri), None, "{uri}");
        }
    }

    #[test]
    fn exact_text_survives_lsp_types() {
        let uris =
            ["file:///c%3A/a", "file:///新.txt", "/no/scheme", "", "file:///a/../b", "untitled:新", "file:///%e6"];
        for exact in uris {
            let uri = Uri::from(exact);
            let url = uri.to_url().unwrap();
            assert_eq!(Uri::from(&url), uri);
            let mut value = json!({ "changes": { url.as_str(): [] }, "uri": url });
            unseal_all(&mut value);
            assert_eq!(value, json!({ "changes": { exact: [] }, "uri": exact }));
        }
    }

    proptest::proptest! {
        #[test]
        fn no_uri_panics(text: String, tail in "[%/:a-cA-C0-9?#新\u{0}]{0,12}") {
            for text in [text, format!("file:{tail}"), format!("file://{tail}"), format!("{SEAL}{tail}")] {
                let uri = Uri::from(text.as_str());
                let _ = (uri.path(), uri.to_url().map(|url| Uri::from(&url)));
            }
        }
    }
}
