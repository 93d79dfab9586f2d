//! One text as it is on disk: its bytes, and what they say.

use crate::text::edit::{self, Edit};
use encoding_rs::{Encoding, UTF_8};

/// A decoded text that can be written back.
pub(super) struct Document {
    /// What it says, without a BOM.
    pub(super) text: String,
    encoding: &'static Encoding,
    bom: Vec<u8>,
}

impl Document {
    /// Decodes `bytes`; `encoding` is `auto` or a name.
    ///
    /// # Errors
    /// Why they are not text, in words.
    pub(super) fn decode(bytes: Vec<u8>, encoding: &str) -> Result<Self, String> {
        // Stand-in until `text::decode` lands: no detection.
        let encoding = Encoding::for_label(encoding.as_bytes()).unwrap_or(UTF_8);
        let (encoding, length) = Encoding::for_bom(&bytes).unwrap_or((encoding, 0));
        let (bom, body) = bytes.split_at(length);
        let text = encoding.decode_without_bom_handling_and_without_replacement(body);
        let text = text.ok_or_else(|| format!("not text in {}", encoding.name()))?.into_owned();
        Ok(Self { text, encoding, bom: bom.to_vec() })
    }

    /// The document with `edits` applied, which are sorted and do not overlap.
    ///
    /// # Errors
    /// Why it cannot be written in the encoding of the file, in words.
    pub(super) fn edited(&self, edits: &[Edit]) -> Result<Self, String> {
        let text = edit::apply(&self.text, edits);
        Ok(Self { text, encoding: self.encoding, bom: self.bom.clone() })
    }

    /// The bytes, as they are to stand on disk.
    ///
    /// # Errors
    /// Why it cannot be written in the encoding of the file, in words.
    pub(super) fn bytes(&self) -> Result<Vec<u8>, String> {
        let (bytes, _, lossy) = self.encoding.encode(&self.text);
        if lossy {
            return Err(format!("the repaired text cannot be written in {}", self.encoding.name()));
        }
        Ok([&self.bom[..], &bytes].concat())
    }
}
