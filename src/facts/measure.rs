//! What a number comes to with its unit: multiples, halves, times that are taken, degrees, discounts.

use rust_decimal::Decimal;

use super::{
    figure::{Raw, plain, plain_core},
    line::{Class, Line},
    number::{self, Number, Style},
    spoken,
    unit::{self, Quantity},
};
use crate::text::{folded::starts_with, han};

/// Gives a figure its unit, which stands at `at`.
pub(super) fn with_unit(chars: &[char], raw: &mut Raw, unit: &unit::Unit, at: (usize, usize)) {
    raw.quantity = unit.quantity;
    raw.unit_at = Some(at);
    match unit.quantity {
        // 5角 is 0.5 CNY, 9成 is 90 %: these are one unit with another name.
        Quantity::Currency | Quantity::Percent | Quantity::PercentagePoint => {
            if unit.factor != Decimal::ONE {
                raw.value = raw.value.checked_mul(unit.factor).unwrap_or(raw.value).normalize();
                raw.value_to = raw.value_to.and_then(|to| to.checked_mul(unit.factor)).map(|to| to.normalize());
            }
            raw.unit = Some(unit.code);
        }
        Quantity::Count if unit.form == "块" && spoken::is_paid(chars, at, raw.value) => {
            (raw.quantity, raw.unit) = (Quantity::Currency, Some("CNY"));
        }
        Quantity::Ratio if chars[at.0] == '折' => {
            // 八折 and 八五折: tenths or hundredths of the price.
            let percent =
                |value: Decimal| if value < Decimal::TEN { value.saturating_mul(Decimal::TEN) } else { value };
            raw.si = Some((percent(raw.value).normalize(), raw.value_to.map(percent), "%"));
            raw.unit = Some(unit.form);
        }
        Quantity::Energy if chars[at.0..at.1] == ['度'] && degree(chars, at.1) != Quantity::Energy => {
            raw.quantity = degree(chars, at.1);
            let scale = scale_before(chars, raw.start);
            let temperature = raw.quantity == Quantity::Temperature;
            raw.unit = Some(if temperature { scale.map_or("°C", |(code, _)| code) } else { unit.form });
            if let Some((_, len)) = scale.filter(|_| temperature) {
                (raw.start, raw.core.0) = (raw.start - len, raw.core.0 - len);
            }
        }
        Quantity::Count | Quantity::Ratio | Quantity::Number => raw.unit = Some(unit.form),
        _ => {
            raw.unit = Some(if unit.quantity == Quantity::Temperature { unit.code } else { unit.form });
            if unit.quantity.is_measured()
                && let Some(value) = raw.value.checked_mul(unit.factor)
            {
                let to = raw.value_to.and_then(|to| to.checked_mul(unit.factor));
                raw.si = Some((value.normalize(), to.map(|to| to.normalize()), unit.code));
            }
        }
    }
}

/// 三成半, 两吨半, 七成六: what stands behind the unit and belongs to the number.
pub(super) fn behind_unit(chars: &[char], raw: &mut Raw, unit: &unit::Unit) {
    let after = chars.get(raw.end + 1).copied();
    let open = || after.is_none_or(|c| !han::is_han(c) || "的以左上受是和与及或,".contains(c));
    // 七成八回升; but 七成八十人 are 80 people.
    let loose = || {
        open()
            || after.is_some_and(|c| {
                unit::unit(&chars[raw.end + 1..]).is_none() && number::digit(c).is_none() && !"十百千万亿".contains(c)
            })
    };
    let part = match chars.get(raw.end) {
        Some('半') if unit.is_halved() && (open() || is_half(after)) => Decimal::new(5, 1),
        Some(&c) if unit.quantity == Quantity::Percent && unit.factor == Decimal::TEN && c != '两' && loose() => {
            Decimal::new(number::digit(c).unwrap_or(0).into(), 1)
        }
        _ => return,
    };
    if part.is_zero() || raw.value_to.is_some() {
        return;
    }
    add_part(raw, part, unit, raw.end + 1);
}

/// Adds a part of a unit, which stands behind it and ends at `end`.
pub(super) fn add_part(raw: &mut Raw, part: Decimal, unit: &unit::Unit, end: usize) {
    let scaled = if unit.quantity == Quantity::Percent { part.saturating_mul(unit.factor) } else { part };
    raw.value = raw.value.saturating_add(scaled).normalize();
    if let Some((si, ..)) = &mut raw.si {
        *si = si.saturating_add(part.saturating_mul(unit.factor)).normalize();
    }
    (raw.end, raw.core.1) = (end, end);
}

/// Whether 半 in front of `next` ends a number: 四斤半鲜叶, but 两斤半个.
fn is_half(next: Option<char>) -> bool {
    next.is_some_and(|c| !"个天年月日夜路生边数山价截島岛球场径点小时秒斤公里吨米".contains(c))
}

/// 4小时20分, 1分54秒87: a time that is taken, in seconds.
pub(super) fn clock(chars: &[char], raw: &mut Raw) {
    const UNITS: [(&str, i64); 6] = [("小时", 3600), ("时", 3600), ("分钟", 60), ("分", 60), ("秒钟", 1), ("秒", 1)];
    let unit = |at: usize| UNITS.iter().find(|(words, _)| starts_with(chars.get(at..).unwrap_or_default(), words));
    let plain = |at: usize| {
        let starts = chars.get(at).is_some_and(|c| c.is_ascii_digit() || number::digit(*c).is_some());
        starts
            .then(|| number::number(chars, at))
            .flatten()
            .filter(|number| number.value_to.is_none() && number.rough.is_none())
    };
    let timed = |at: &(usize, usize)| matches!(chars[at.1 - 1], '时' | '钟' | '分' | '秒');
    let first = raw.unit_at.filter(timed).and_then(|(start, end)| {
        let from = start + usize::from(chars[start] == '个');
        unit(from).filter(|(words, _)| from + words.chars().count() == end)
    });
    let Some(mut scale) = first.map(|(_, scale)| *scale) else { return };
    if raw.value_to.is_some() {
        return;
    }
    let (mut seconds, mut end, mut parts) = (raw.value.saturating_mul(Decimal::from(scale)), raw.end, 1);
    while let Some(part) = plain(end + usize::from(matches!(chars.get(end), Some('零' | '又')))) {
        match unit(part.end).filter(|(_, factor)| *factor < scale) {
            Some((words, factor)) => {
                seconds = seconds.saturating_add(part.value.saturating_mul(Decimal::from(*factor)));
                (end, scale) = (part.end + words.chars().count(), *factor);
            }
            // Hundredths stand behind the seconds without a word.
            None if scale == 1 && part.end - end == 2 && part.style == Style::Arabic && parts > 1 => {
                seconds = seconds.saturating_add(part.value.saturating_mul(Decimal::new(1, 2)));
                end = part.end;
            }
            None => break,
        }
        parts += 1;
        if scale == 1 && parts > 3 {
            break;
        }
    }
    if parts > 1 {
        let at = (end - 1, end);
        *raw = Raw {
            start: raw.start,
            end,
            core: (raw.core.0, end),
            modifiers: std::mem::take(&mut raw.modifiers),
            unit: Some("秒"),
            unit_at: Some(at),
            si: Some((seconds.normalize(), None, "s")),
            ..plain_core((raw.start, end), (raw.core.0, end), seconds.normalize(), Quantity::Duration)
        };
    }
}

/// 对折: half of the price, and no numeral in it.
pub(super) fn half_price(text: &Line) -> impl Iterator<Item = Raw> {
    let chars = text.chars();
    let discounted =
        move |at: usize| chars[at..].starts_with(&['对', '折']) && at > 0 && "打降半至以价".contains(chars[at - 1]);
    let raw = |at: usize| Raw {
        unit: Some("折"),
        si: Some((Decimal::from(50), None, "%")),
        ..plain(at, at + 2, Decimal::from(5), Quantity::Ratio)
    };
    text.all(Class::OTHER).filter(move |at| discounted(*at)).map(raw)
}

/// Whether a Han number is one that only a count has, so that what follows is its measure word: 一百零六份, but no 十分.
pub(super) fn is_counted(chars: &[char], number: &Number, unit: usize) -> bool {
    let composite = number.style == Style::Han && number.scaled && number.end - number.start >= 2;
    let word = unit == 1 && "分点字号道头手步届级代期版次".contains(chars[number.end]);
    let many = number.value >= Decimal::ONE_HUNDRED && chars[number.end] == '步';
    let paid = unit == 1
        && "毛角".contains(chars[number.end])
        && spoken::is_paid(chars, (number.start, number.end + 1), number.value);
    composite && (!word || many) || paid
}

/// Whether a unit is no unit behind this number, but begins a word, up to `end`: 三两个.
pub(super) fn is_word(chars: &[char], number: &Number, unit: &unit::Unit, end: usize) -> bool {
    let tael = number.style != Style::Arabic && unit.quantity == Quantity::Mass && chars[end - 1] == '两';
    // 十折 is the whole price.
    if chars[end - 1] == '折' && number.value == Decimal::TEN {
        return true;
    }
    tael && chars.get(end).is_some_and(|c| han::is_han(*c) && !"银黄白重酒肉茶的左以多".contains(*c))
}

/// What a degree is one of, where it is not said: 气温-3度, 用电100度, 北纬30度.
fn degree(chars: &[char], at: usize) -> Quantity {
    let clause = |c: &&char| !matches!(c, ',' | '。' | ';' | '!' | '?');
    let before: String = chars[..at].iter().rev().take_while(clause).take(16).collect();
    let after: String = chars[at..].iter().take_while(clause).take(8).collect();
    let said = |words: &str| before.chars().chain(after.chars()).any(|c| words.contains(c));
    if said("电") {
        Quantity::Energy
    } else if said("温热烧冷暖凉寒氏") {
        Quantity::Temperature
    } else if said("经纬角转倾") {
        Quantity::Number
    } else {
        Quantity::Energy
    }
}

/// 华氏温度, 摄氏 before the number: the scale, and its length.
fn scale_before(chars: &[char], start: usize) -> Option<(&'static str, usize)> {
    let scale = [("华氏温度", "°F"), ("摄氏温度", "°C"), ("华氏", "°F"), ("摄氏", "°C")];
    let (words, code) = scale.into_iter().find(|(words, _)| crate::text::folded::ends_with(&chars[..start], words))?;
    Some((code, words.chars().count()))
}
