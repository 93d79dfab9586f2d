//! The proof of a repair: the damage, run forwards over it, gives what is on disk.

use super::context::{Context, Fold};
use super::lattice::Text;
use crate::mojibake::forward::{CutSites, Damage, Decoder, PrivateUse, folded, unfolded};
use crate::text::han;

/// The marks that bytes are split at, in an order that all known examples agree with.
const MARKS: &str = "、：！？，。；";

/// Whether `text`, damaged by what the document and the text itself show, is `disk`, byte for byte.
pub(super) fn holds(text: &Text<'_>, disk: &str, context: &Context, decoder: Decoder) -> bool {
    // A lost digit is a 0 in the text here; any other would give the same.
    let mut list: Vec<_> = text.glossed.iter().map(|(c, reading)| (*c, (*reading).to_owned())).collect();
    for c in context.list().filter(|c| !text.glossed.iter().any(|(known, _)| known == c)) {
        if let Some(reading) = han::readings(c).next() {
            list.push((c, reading.to_owned()));
        }
    }
    let private_use = if context.private_use_kept { PrivateUse::Kept } else { PrivateUse::Dropped };
    // Whether a mark between whole characters was full-width is not known where the fold made it ASCII.
    let widened = if context.fold == Fold::No { text.text.clone() } else { unfolded(&text.text) };
    [text.text.clone(), widened].into_iter().any(|original| {
        // Widening moves the offsets.
        let sites = sites(&text.text, &original, &text.sites);
        let fold = context.fold != Fold::No;
        let damage = Damage {
            list: list.clone(),
            cuts: MARKS.chars().collect(),
            cut_sites: CutSites::At(sites),
            decoder,
            private_use,
            fold,
        };
        let again = damage.damage(&original);
        // What the fold did to the disk is known; where it is not, both are compared without it.
        again == disk || (fold && again == disk.chars().map(folded).collect::<String>())
    })
}

/// `sites`, byte offsets in `text`, as offsets in `other`, which has as many characters.
fn sites(text: &str, other: &str, sites: &[usize]) -> Vec<usize> {
    let offsets = text.char_indices().zip(other.char_indices());
    offsets.filter(|((at, _), _)| sites.contains(at)).map(|(_, (at, _))| at).collect()
}
