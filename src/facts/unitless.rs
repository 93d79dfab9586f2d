//! Numbers that are figures without a unit: 站上5萬億關口, 3万学生, 三分之一.

use rust_decimal::Decimal;

use super::{
    number::{Number, Style},
    unit::Quantity,
};
use crate::text::{
    han,
    word_list::{WordList, words},
};

/// What a number without a unit, and without a currency before it, is a figure of; `None`: it is none.
pub(super) fn without_unit(chars: &[char], number: &Number) -> Option<Quantity> {
    match number.style {
        Style::Percent => Some(Quantity::Percent),
        // 十个亿 is money where nothing is said to the contrary.
        _ if chars[number.start..number.end].contains(&'个') => Some(Quantity::Currency),
        Style::Fraction => Some(Quantity::Ratio),
        _ if counts_people(chars, number) => Some(Quantity::Count),
        _ => is_reached(chars, number).then_some(Quantity::Number),
    }
}

/// A number without a unit is a figure where it is large and something says that it was reached: 站上5萬億關口.
fn is_reached(chars: &[char], number: &Number) -> bool {
    let after = &chars[number.end..];
    if words!["规模", "震级"].at_end(&chars[..number.start]).is_some() && number.value < Decimal::TEN {
        return true;
    }
    const REACHED: &WordList = words![
        "站上", "达到", "达", "超过", "超", "近", "突破", "逾", "约", "至", "为", "破", "到", "跨越", "迈上", "共",
        "计", "录得", "价", "赚", "吸金", "花", "花了", "赔", "罚", "投资", "耗资", "斥资", "套现", "首期", "年薪",
        "月薪", "欠", "贷款", "积蓄", "损失", "亏", "亏损", "进账", "估值", "市值", "预算", "补助",
    ];
    let closed = after.first().is_none_or(|c| !han::is_han(*c))
        || words!["台阶", "大关", "关口", "以上", "以下", "左右", "的", "规模", "元大关"].at_start(after).is_some();
    number.style == Style::Arabic && number.scaled && closed && REACHED.at_end(&chars[..number.start]).is_some()
}

/// 3万学生, 1.4亿用户: a large number counts what stands right behind it, without a measure word.
fn counts_people(chars: &[char], number: &Number) -> bool {
    const COUNTED: &WordList = words![
        "学生",
        "考生",
        "学子",
        "新生",
        "毕业生",
        "大学生",
        "师生",
        "教师",
        "教职工",
        "儿童",
        "青少年",
        "青年",
        "老人",
        "老年人",
        "妇女",
        "农户",
        "居民",
        "市民",
        "村民",
        "民众",
        "群众",
        "百姓",
        "观众",
        "听众",
        "读者",
        "用户",
        "网友",
        "网民",
        "粉丝",
        "会员",
        "客户",
        "顾客",
        "消费者",
        "投资者",
        "股民",
        "股东",
        "游客",
        "旅客",
        "乘客",
        "职工",
        "员工",
        "工人",
        "农民",
        "党员",
        "干部",
        "官兵",
        "士兵",
        "志愿者",
        "患者",
        "病人",
        "人口",
        "家庭",
        "企业",
        "商户",
        "商家",
        "选民",
        "球迷",
        "难民",
        "灾民",
        "移民",
        "车主",
        "业主",
        "骑手",
        "选手",
        "运动员",
        "劳动力",
        "大军",
        "门店",
        "网点",
        "住户",
    ];
    if COUNTED.at_start(&chars[number.end..]).is_none() || number.style == Style::HanDigits {
        return false;
    }
    let is_year = || (1900..2100).any(|year| number.value == Decimal::from(year));
    number.value >= Decimal::ONE_HUNDRED && (number.style != Style::Arabic || number.scaled || !is_year())
}
