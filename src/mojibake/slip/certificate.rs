//! The proof of a repair: the damage, run forwards over it, gives what is on disk.

use super::context::{Context, Fold};
use super::lattice::Text;
use crate::mojibake::forward::{CutSites, Damage, Decoder, PrivateUse, folded, unfolded};
use crate::text::han;

/// The marks that bytes are split at, in an order that all known examples agree with.
const MARKS: &str = "、：！？，。；";
/// Those that every known page was split at.
const ALWAYS: &str = "，。";

/// Whether `text`, damaged by what the document and the text itself show, is `disk`, byte for byte; a `reading` that
/// stands behind it is its last character's.
pub(super) fn holds(text: &Text<'_>, disk: &str, reading: Option<&str>, context: &Context, decoder: Decoder) -> bool {
    // A lost digit is a 0 in the text here; any other would give the same.
    let first = |(index, (c, _)): &(usize, &(char, &str))| !text.glossed[..*index].iter().any(|(known, _)| known == c);
    let own = text.glossed.iter().enumerate().filter(first);
    let own: Vec<_> = own.map(|(_, (c, reading))| (*c, (*reading).to_owned())).collect();
    let unseen = context.list().filter(|c| !text.glossed.iter().any(|(known, _)| known == c));
    let unseen: Vec<_> = unseen.filter_map(|c| Some((c, han::readings(c).next()?.to_owned()))).collect();
    // Of two characters that share a byte, both have their reading only if the second was replaced first.
    let lists: [Vec<_>; 2] = [own.clone(), own.into_iter().rev().collect()];
    // Whether a mark between whole characters was full-width is not known where the fold made it ASCII.
    let fold = context.fold != Fold::No;
    let originals = if fold { vec![text.text.clone(), unfolded(&text.text)] } else { vec![text.text.clone()] };
    // A site need not split at every mark. Of the others, this one splits at those that are on disk: a mark that is split
    // at is there.
    let is_on_disk = |c: char| disk.contains(c) || (fold && disk.contains(folded(c)));
    let cuts: Vec<char> = MARKS.chars().filter(|c| ALWAYS.contains(*c) || is_on_disk(*c)).collect();
    // Nor need it split in that order: of two marks that share a byte, the first takes it.
    let on_disk = cuts.iter().filter(|c| is_on_disk(**c));
    let earlier =
        on_disk.map(|mark| std::iter::once(*mark).chain(cuts.iter().copied().filter(|c| c != mark)).collect());
    let orders: Vec<Vec<char>> = std::iter::once(cuts.clone()).chain(earlier).collect();
    let disk = if fold { disk.chars().map(folded).collect() } else { disk.to_owned() };
    let private_use = if context.private_use_kept { PrivateUse::Kept } else { PrivateUse::Dropped };
    let ways = lists.iter().flat_map(|list| originals.iter().map(move |original| (list, original)));
    let mut ways = orders.iter().flat_map(|cuts| ways.clone().map(move |(list, original)| (cuts, list, original)));
    ways.any(|(cuts, list, original)| {
        let damage = Damage {
            list: list.iter().chain(&unseen).cloned().collect(),
            cuts: cuts.clone(),
            cut_sites: CutSites::At(sites(&text.text, original, &text.sites)),
            decoder,
            private_use,
            fold,
        };
        let again = damage.damage(original);
        again == disk || reading.is_some_and(|reading| again.strip_suffix(reading) == Some(disk.as_str()))
    })
}

/// `sites`, byte offsets in `text`, as offsets in `other`, which has as many characters.
fn sites(text: &str, other: &str, sites: &[usize]) -> Vec<usize> {
    let offsets = text.char_indices().zip(other.char_indices());
    offsets.filter(|((at, _), _)| sites.contains(at)).map(|(_, (at, _))| at).collect()
}
