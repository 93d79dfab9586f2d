//! What goes in comes out.

use super::*;
use proptest::prelude::*;

const ENCODINGS: [Encoding; 6] =
    [Encoding::Utf8, Encoding::Gb18030, Encoding::Big5, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Hz];

const TRADITIONAL: &str = "霧嶺市統計局三月二日公布，去年全市地區生產總值增長百分之五，比上年提高一個百分點。記者從會上了解到，這些年來港務集團完成貨物吞吐量二千萬噸，她說我們對此有信心。";
const SIMPLIFIED: &str = "雾岭市统计局三月二日公布，去年全市地区生产总值增长百分之五，比上年提高一个百分点。记者从会上了解到，这些年来港务集团完成货物吞吐量二千万吨，她说我们对此有信心。";

fn encoded(encoding: Encoding, text: &str, bom: bool) -> Option<Vec<u8>> {
    let mut bytes = match encoding {
        Encoding::Utf8 if bom => vec![0xEF, 0xBB, 0xBF],
        Encoding::Utf16Le if bom => vec![0xFF, 0xFE],
        Encoding::Utf16Be if bom => vec![0xFE, 0xFF],
        Encoding::Gb18030 if bom => vec![0x84, 0x31, 0x95, 0x33],
        _ => Vec::new(),
    };
    codec::encode(encoding, text, &mut bytes).ok()?;
    Some(bytes)
}

fn clean_text() -> impl Strategy<Value = String> {
    let line = (any::<bool>(), 0usize..60, 20usize..80).prop_map(|(traditional, skip, take)| {
        let text = if traditional { TRADITIONAL } else { SIMPLIFIED };
        text.chars().cycle().skip(skip).take(take).collect::<String>() + " 5.3% (A)"
    });
    let end = prop::sample::select(vec!["\n", "\r\n", "\r", "\n\n"]);
    (prop::collection::vec((line, end), 1..8), any::<bool>()).prop_map(|(lines, ended)| {
        let text: String = lines.iter().flat_map(|(line, end)| [line.as_str(), end]).collect();
        if ended { text } else { text.trim_end().to_owned() }
    })
}

proptest! {
    #[test]
    fn clean_text_is_recognised_and_comes_back(text in clean_text(), bom in any::<bool>()) {
        for encoding in ENCODINGS {
            let Some(bytes) = encoded(encoding, &text, bom) else { continue };
            let source = Source::decode(bytes.clone(), None).unwrap();
            prop_assert_eq!(source.encoding(), encoding);
            prop_assert_eq!(source.text(), text.as_str());
            let edited = source.edited(&[]).unwrap();
            prop_assert_eq!(edited.bytes(), bytes);
        }
    }

    #[test]
    fn an_edit_changes_its_place_and_nothing_else(
        text in clean_text(), bom in any::<bool>(),
        places in prop::collection::vec((any::<prop::sample::Index>(), 0usize..30, "[文本\n]{0,3}"), 1..5),
    ) {
        let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let mut edits: Vec<Edit> = Vec::new();
        let mut places: Vec<_> = places.iter().map(|(at, len, content)| (at.index(bounds.len()), *len, content)).collect();
        places.sort_unstable();
        for (at, len, content) in places {
            let span = Span::new(bounds[at], bounds[(at + len).min(bounds.len() - 1)]);
            if edits.last().is_none_or(|last| last.span.end < span.start) {
                edits.push(Edit::replace(span, content.as_str()));
            }
        }
        for encoding in ENCODINGS {
            let Some(bytes) = encoded(encoding, &text, bom) else { continue };
            let source = Source::decode(bytes, Some(encoding)).unwrap();
            let expected = encoded(encoding, &apply(&text, &edits), bom).unwrap();
            let edited = source.edited(&edits).unwrap();
            prop_assert_eq!(edited.text(), apply(&text, &edits));
            if encoding == Encoding::Hz {
                // HZ can switch where it need not; what it says is the same.
                prop_assert_eq!(codec::decode(encoding, edited.bytes()), codec::decode(encoding, &expected));
            } else {
                prop_assert_eq!(edited.bytes(), expected);
            }
        }
    }

    #[test]
    fn any_bytes_come_back(bytes in prop::collection::vec(any::<u8>(), 0..200), choice in 0usize..7, at in any::<prop::sample::Index>()) {
        let choice = ENCODINGS.get(choice).copied();
        let Ok(source) = Source::decode(bytes.clone(), choice) else { return Ok(()) };
        let unchanged = source.edited(&[]).unwrap();
        prop_assert_eq!(unchanged.bytes(), bytes.as_slice());
        // Putting a letter in and taking it out again changes no line but its own, and there no malformed byte.
        let bounds: Vec<usize> = (0..=source.text().len()).filter(|at| source.text().is_char_boundary(*at)).collect();
        let at = bounds[at.index(bounds.len())];
        if let Ok(edited) = source.edited(&[Edit::replace(Span::new(at, at), "x")]) {
            prop_assert_eq!(edited.text().len(), source.text().len() + 1);
        }
    }
}

#[test]
fn malformed_bytes_beside_an_edit_stay() {
    let mut bytes = "甲乙\n丙".as_bytes().to_vec();
    bytes.extend([0xFF, 0xE4, 0xB8]);
    bytes.extend("丁戊\n".as_bytes());
    let source = Source::decode(bytes, Some(Encoding::Utf8)).unwrap();
    assert!(source.is_malformed());
    assert_eq!(source.text(), "甲乙\n丙\u{FFFD}\u{FFFD}丁戊\n");
    let at = source.text().find('戊').unwrap();
    let edited = source.edited(&[Edit::delete(Span::new(at, at + 3))]).unwrap();
    assert_eq!(
        edited.bytes(),
        [b"\xE7\x94\xB2\xE4\xB9\x99\n\xE4\xB8\x99\xFF\xE4\xB8".as_slice(), "丁\n".as_bytes()].concat()
    );
    let over = source.edited(&[Edit::delete(Span::new(at - 6, at))]).unwrap_err();
    assert_eq!(over.to_string(), "line 2: a repair would lose bytes that are not UTF-8; nothing was written");
}

#[test]
fn a_character_that_the_encoding_lacks() {
    let source = Source::decode(encoded(Encoding::Big5, "霧嶺\n市", false).unwrap(), Some(Encoding::Big5)).unwrap();
    let error = source.edited(&[Edit::replace(Span::new(7, 7), "业")]).unwrap_err();
    assert_eq!(error.to_string(), "line 2: Big5 has no character 业 (U+4E1A); nothing was written");
}

#[test]
fn labels() {
    assert!(Encoding::LABELS.iter().all(|label| Encoding::for_label(label).is_some()));
    assert_eq!(Encoding::for_label("GB_2312"), Some(Encoding::Gb18030));
    assert_eq!(Encoding::for_label("latin-1"), None);
}

/// Bytes that each encoding trips over: lone leads, half pairs, switches, line ends in the wrong place.
fn hostile_bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        3 => prop::sample::select(vec![
            &b"\n"[..], b"\r", b"\r\n", b"\n\0", b"\0\n", b"~{", b"~}", b"~~", b"~\n", b"\xFF", b"\xD8\x00", b"\x00\xD8", b"\xDC\x00",
            b"\x00\xDC", b"\x81\x30\x81\x30", b"\x81\x30", b"\x81\x30\x81", b"\x84\x31\x95\x33", b"\xEF\xBB\xBF", b"\xE4\xB8", b"\x80", b"\xA2\xE3",
            b"\x88\x62", b"\x87\x40", b"\x8E\x69", b"\xC6\xA1", b"\xA1\xC3", b"\xA3\xA0", b"\xA8\xBC", b"\xFE\x50", b"\xA4\xA4\xA4\xE5",
            b"x", b" ", b"(", b"\xF0\x9F\x98", b"VP",
        ]).prop_map(<[u8]>::to_vec),
        1 => prop::collection::vec(any::<u8>(), 1..3),
    ];
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn hostile_bytes_come_back_around_an_edit(bytes in hostile_bytes(), at in any::<prop::sample::Index>()) {
        for encoding in ENCODINGS {
            let source = Source::decode(bytes.clone(), Some(encoding)).unwrap();
            let text = source.text();
            let unchanged = source.edited(&[]).unwrap();
            prop_assert_eq!(unchanged.bytes(), bytes.as_slice(), "{}", encoding);
            let bounds: Vec<usize> = (0..=text.len()).filter(|at| text.is_char_boundary(*at)).collect();
            let at = bounds[at.index(bounds.len())];
            if text[at..].starts_with(['\u{304}', '\u{30C}']) {
                // Big5 writes Ê̄ in two bytes, and cannot write the half of it.
                continue;
            }
            let edited = source.edited(&[Edit::replace(Span::new(at, at), "x")]);
            prop_assert!(edited.is_ok(), "{} {:?} {}", encoding, text, edited.unwrap_err());
            let edited = edited.unwrap();
            if encoding != Encoding::Hz {
                // HZ can switch where it need not.
                let same = |(a, b): &(&u8, &u8)| a == b;
                let before = bytes.iter().zip(edited.bytes()).take_while(same).count();
                let after = bytes.iter().rev().zip(edited.bytes().iter().rev()).take_while(same).count();
                prop_assert!(before + after >= bytes.len(), "{} {:?} at {}: {:x?} {:x?}", encoding, text, at, bytes, edited.bytes());
            }
        }
    }
}

#[test]
fn a_character_that_big5_can_only_read_stays_beside_an_edit() {
    // 㐵, one of the Hong Kong characters.
    let source = Source::decode(b"\x8E\x69x(a)\n".to_vec(), Some(Encoding::Big5)).unwrap();
    let at = source.text().find('(').unwrap();
    let edited = source.edited(&[Edit::delete(Span::new(at, at + 3))]).unwrap();
    assert_eq!(edited.bytes(), b"\x8E\x69x\n");
}
