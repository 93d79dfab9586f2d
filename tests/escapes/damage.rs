//! The mechanisms of damage, forwards, written from the definitions of the encodings.

use encoding_rs::{GB18030, GBK};

pub(crate) type Forward = fn(&str) -> String;

/// One way of damage: the rule that undoes it, its name, and how far a fix must go for a file, a line and a clause.
pub(crate) struct Family {
    pub(crate) code: &'static str,
    pub(crate) name: &'static str,
    pub(crate) forward: Forward,
    pub(crate) needs: [Need; 3],
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Need {
    Safe,
    Unsafe,
    /// Not undone, for a reason that the rule's page gives.
    Stays,
}
use Need::{Safe, Stays, Unsafe};

fn each(text: &str, change: impl Fn(char) -> Option<String>) -> String {
    text.chars().map(|c| change(c).unwrap_or_else(|| c.to_string())).collect()
}

/// Every line by itself, so that line ends stay.
fn lines(text: &str, change: impl Fn(&str) -> String) -> String {
    text.split_inclusive('\n')
        .map(|line| {
            let content = line.trim_end_matches('\n');
            change(content) + &line[content.len()..]
        })
        .collect()
}

fn units(c: char, format: impl Fn(u16) -> String) -> String {
    c.encode_utf16(&mut [0; 2]).iter().map(|unit| format(*unit)).collect()
}

fn not_ascii(text: &str, change: impl Fn(char) -> String) -> String {
    each(text, |c| (!c.is_ascii()).then(|| change(c)))
}

fn bytes(text: &str, format: impl Fn(u8) -> String) -> String {
    not_ascii(text, |c| c.to_string().bytes().map(&format).collect())
}

/// As GBK, with trail bytes that are ASCII left as they are, as encoders do.
fn gbk_bytes(text: &str, format: impl Fn(u8) -> String) -> String {
    not_ascii(text, |c| {
        let c = c.to_string();
        let (bytes, _, unmappable) = GBK.encode(&c);
        if unmappable {
            return c;
        }
        bytes
            .iter()
            .map(|byte| if byte.is_ascii_alphabetic() { char::from(*byte).to_string() } else { format(*byte) })
            .collect()
    })
}

fn base64(bytes: &[u8], pad: bool) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let word = chunk.iter().fold(0u32, |word, byte| word << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for i in 0..=chunk.len() {
            out.push(LETTERS[(word >> (18 - 6 * i)) as usize & 63].into());
        }
        out.push_str(if pad { &"=="[..3 - chunk.len()] } else { "" });
    }
    out
}

/// `shift` on each run of characters that are no ASCII.
fn shifted(text: &str, shift: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let plain = rest.find(|c: char| !c.is_ascii()).unwrap_or(rest.len());
        out.push_str(&rest[..plain]);
        rest = &rest[plain..];
        let wide = rest.find(|c: char| c.is_ascii()).unwrap_or(rest.len());
        if wide > 0 {
            out.push_str(&shift(&rest[..wide]).unwrap_or_else(|| rest[..wide].to_owned()));
        }
        rest = &rest[wide..];
    }
    out
}

fn utf7(text: &str) -> String {
    let plus = text.replace('+', "+-");
    shifted(&plus, |wide| {
        let bytes: Vec<u8> = wide.encode_utf16().flat_map(u16::to_be_bytes).collect();
        Some(format!("+{}-", base64(&bytes, false)))
    })
}

/// Only what GB 2312 holds: the others stay.
fn hz(text: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in text.chars() {
        let utf8 = c.to_string();
        let (bytes, _, unmappable) = GBK.encode(&utf8);
        let seven = match *bytes {
            [lead @ 0xA1..=0xF7, trail @ 0xA1..=0xFE] if !unmappable => Some([lead & 0x7F, trail & 0x7F]),
            _ => None,
        };
        if seven.is_some() != inside {
            out.push_str(if inside { "~}" } else { "~{" });
            inside = !inside;
        }
        match seven {
            Some(pair) => out.extend(pair.map(char::from)),
            None => out.push(c),
        }
    }
    out + if inside { "~}" } else { "" }
}

fn mime_words(text: &str) -> String {
    lines(text, |line| {
        shifted(line, |wide| {
            let (bytes, _, unmappable) = GB18030.encode(wide);
            (!unmappable).then(|| format!("=?GB18030?B?{}?=", base64(&bytes, true)))
        })
    })
}

/// ASCII in full width and back is not told apart, so only digits and letters.
fn full_width(text: &str) -> String {
    each(text, |c| c.is_ascii_alphanumeric().then(|| char::from_u32(u32::from(c) + 0xFEE0).unwrap().to_string()))
}

fn radicals(text: &str) -> String {
    // Six shapes that occur everywhere, as a PDF's font has them.
    each(text, |c| {
        let radical = match c {
            '人' => '⼈',
            '工' => '⼯',
            '日' => '⽇',
            '山' => '⼭',
            '大' => '⼤',
            '水' => '⽔',
            '生' => '⽣',
            '小' => '⼩',
            '力' => '⼒',
            '文' => '⽂',
            _ => return None,
        };
        Some(radical.to_string())
    })
}

fn every(text: &str, gap: usize, insert: &str) -> String {
    lines(text, |line| {
        let chars: Vec<char> = line.chars().collect();
        let is_han = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
        let mut out = String::new();
        for (i, c) in chars.iter().enumerate() {
            out.push(*c);
            if i % gap == 0 && is_han(*c) && chars.get(i + 1).is_some_and(|c| is_han(*c)) {
                out.push_str(insert);
            }
        }
        out
    })
}

fn named(text: &str) -> String {
    each(text, |c| {
        Some(
            match c {
                '“' => "&ldquo;",
                '”' => "&rdquo;",
                '—' => "&mdash;",
                '…' => "&hellip;",
                '·' => "&middot;",
                '&' => "&amp;",
                _ => return None,
            }
            .to_owned(),
        )
    })
}

pub(crate) static FAMILIES: &[Family] = &[
    Family { code: "M130", name: "byte order marks", forward: |t| every(t, 9, "\u{FEFF}"), needs: [Safe; 3] },
    Family {
        code: "M130",
        name: "their Western form",
        forward: |t| lines(t, |l| if l.trim().is_empty() { l.to_owned() } else { format!("ï»¿{l}") }),
        needs: [Safe, Safe, Safe],
    },
    Family { code: "M132", name: "named entities", forward: named, needs: [Safe, Unsafe, Unsafe] },
    Family {
        code: "M132",
        name: "decimal entities",
        forward: |t| not_ascii(t, |c| format!("&#{};", u32::from(c))),
        needs: [Safe; 3],
    },
    Family {
        code: "M132",
        name: "hex, escaped twice",
        forward: |t| not_ascii(t, |c| format!("&amp;#x{:x};", u32::from(c))),
        needs: [Safe; 3],
    },
    Family {
        code: "M133",
        name: "entities without &",
        forward: |t| each(t, |c| "，：；！？（）“”、。".contains(c).then(|| format!("#x{:x};", u32::from(c)))),
        needs: [Safe, Safe, Unsafe],
    },
    Family {
        code: "M133",
        name: "full-width entities",
        forward: |t| each(t, |c| "，：；！？（）“”、。".contains(c).then(|| format!("＆＃x{:x}；", u32::from(c)))),
        needs: [Safe, Safe, Unsafe],
    },
    Family {
        code: "M134",
        name: "\\u",
        forward: |t| not_ascii(t, |c| units(c, |u| format!("\\u{u:04x}"))),
        needs: [Safe; 3],
    },
    Family {
        code: "M134",
        name: "\\\\u",
        forward: |t| not_ascii(t, |c| units(c, |u| format!("\\\\u{u:04x}"))),
        needs: [Safe; 3],
    },
    Family {
        code: "M134",
        name: "%u",
        forward: |t| not_ascii(t, |c| units(c, |u| format!("%u{u:04X}"))),
        needs: [Safe; 3],
    },
    Family {
        code: "M134",
        name: "\\x{}",
        forward: |t| not_ascii(t, |c| format!("\\x{{{:x}}}", u32::from(c))),
        needs: [Safe; 3],
    },
    Family {
        code: "M134",
        name: "bare u",
        forward: |t| each(t, |c| ('\u{4E00}'..='\u{9FFF}').contains(&c).then(|| format!("u{:04x}", u32::from(c)))),
        needs: [Safe; 3],
    },
    Family {
        code: "M135",
        name: "percent, UTF-8",
        forward: |t| bytes(&t.replace('%', "%25"), |b| format!("%{b:02X}")),
        needs: [Safe; 3],
    },
    Family {
        code: "M135",
        name: "percent, GBK",
        forward: |t| gbk_bytes(&t.replace('%', "%25"), |b| format!("%{b:02X}")),
        needs: [Safe; 3],
    },
    Family {
        code: "M136",
        name: "quoted-printable, UTF-8",
        forward: |t| bytes(&t.replace('=', "=3D"), |b| format!("={b:02X}")),
        needs: [Safe; 3],
    },
    Family {
        code: "M136",
        name: "quoted-printable, GBK",
        forward: |t| gbk_bytes(&t.replace('=', "=3D"), |b| format!("={b:02X}")),
        needs: [Safe; 3],
    },
    Family { code: "M136", name: "MIME words", forward: mime_words, needs: [Safe; 3] },
    Family { code: "M137", name: "\\x", forward: |t| bytes(t, |b| format!("\\x{b:02x}")), needs: [Safe; 3] },
    Family { code: "M137", name: "octal", forward: |t| bytes(t, |b| format!("\\{b:03o}")), needs: [Safe; 3] },
    Family {
        code: "M137",
        name: "b'...'",
        forward: |t| {
            lines(
                t,
                |l| if l.is_ascii() { l.to_owned() } else { format!("b'{}'", bytes(l, |b| format!("\\x{b:02x}"))) },
            )
        },
        needs: [Safe; 3],
    },
    Family { code: "M138", name: "UTF-7", forward: utf7, needs: [Stays, Safe, Safe] },
    Family { code: "M138", name: "HZ", forward: hz, needs: [Safe; 3] },
    Family { code: "M142", name: "full width", forward: full_width, needs: [Stays, Unsafe, Unsafe] },
    Family {
        code: "M143",
        name: "half-width marks",
        forward: |t| {
            each(t, |c| {
                Some(
                    match c {
                        '。' => "｡",
                        '、' => "､",
                        '「' => "｢",
                        '」' => "｣",
                        _ => return None,
                    }
                    .to_owned(),
                )
            })
        },
        needs: [Safe, Unsafe, Unsafe],
    },
    Family { code: "M144", name: "radicals", forward: radicals, needs: [Unsafe, Stays, Unsafe] },
    Family {
        code: "M145",
        name: "compatibility",
        forward: |t| {
            each(t, |c| {
                Some(
                    match c {
                        '年' => "\u{F98E}",
                        '立' => "\u{F9F7}",
                        '來' => "\u{F92D}",
                        '林' => "\u{F9F4}",
                        '行' => "\u{FA08}",
                        '海' => "\u{FA45}",
                        _ => return None,
                    }
                    .to_owned(),
                )
            })
        },
        needs: [Safe; 3],
    },
    Family { code: "M146", name: "zero-width spaces", forward: |t| every(t, 5, "\u{200B}"), needs: [Safe; 3] },
    Family { code: "M147", name: "null characters", forward: |t| every(t, 5, "\0"), needs: [Safe; 3] },
];
