//! Laws of outline and facts: no text panics, spans are whole characters in order, script and width change nothing.

use proptest::prelude::*;
use zhengwen::{
    facts::{self, Fact, FactKind},
    outline,
    text::folded,
};

fn read(text: &str) -> (Vec<outline::Symbol>, Vec<Fact>) {
    outline::with_lines(text, |lines| {
        let symbols = outline::outline(lines);
        let facts = facts::facts(lines, &symbols);
        (symbols, facts)
    })
}

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => proptest::sample::select(vec![
            "第", "一", "十", "百", "千", "萬", "亿", "兆", "〇", "兩", "三分之一", "百分之", "點", "多", "余", "幾", "數", "至", "—", "比", "之", "年", "月", "日", "號", "時", "分", "季度", "上半年", "去年", "今年", "以來", "來",
            "“", "”", "《", "》", "「", "」", "，", "。", "、", "：", "(", ")", " ", "\u{3000}", "\n", "\r\n", "元", "億元", "個百分點", "%", "％", "家", "平方公里", "千瓦", "℃", "美元", "US$", "人民幣", "-", "負", "零下",
            "增長", "下降", "同比", "較", "分別", "其中", "新增", "達", "超過", "以上", "居全國", "首位", "位", "名", "遼寧", "全省", "全國", "大連市", "省長", "書記", "董事長", "王健", "李", "歐陽", "先生", "同志", "說", "他", "攝", "記者", "責編", "電",
            "一是", "二是", "首先", "其次", "（一）", "1.", "抓生產。", "抓銷售。", "十四五", "末期", "春節期間", "2024-04-23 10:00:21", "民國112年", "G", "A3", "km", "/", ".", "🙂",
            "從", "自從", "截止到", "之間", "和", "起", "之前", "及以後", "前", "後", "開始", "半", "折", "成", "對折", "廿", "卅", "k", "e", "小時", "分鐘", "秒", "又", "打",
            "個", "兩個月", "康熙", "年代", "世紀", "週末", "星期一", "（一）", "當日", "今（15）日", "昨", "https://a", "佔", "比重", "由", "增至", "共", "合計", "角", "毛", "整", "度", "華氏",
            "國慶假期", "全年", "同期", "表示，", "某局", "記者獲悉", "12/1", "1/2/2020", "級", "規模", "歲", "大", "石家莊", "·", "安德烈", "𠀀", "\u{301}", "é",
        ]).prop_map(str::to_owned),
        3 => "[0-9]{1,5}",
        1 => "[0-9０-９]{1,30}",
        1 => "\\PC{1,4}",
        1 => "[一-龥]{1,6}",
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn values(facts: &[Fact]) -> Vec<String> {
    let show = |fact: &Fact| match &fact.kind {
        FactKind::Figure(figure) => Some(format!("{} {:?} {:?}", figure.value, figure.value_to, figure.quantity)),
        FactKind::Date(date) => Some(format!("{:?} {:?}", date.iso, date.duration)),
        _ => None,
    };
    facts.iter().filter_map(show).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_panics_and_spans_are_whole(text in pieces()) {
        let (symbols, facts) = read(&text);
        let mut last = 0;
        for fact in &facts {
            prop_assert!(text.get(fact.span.range()).is_some_and(|text| !text.is_empty()));
            prop_assert!(fact.span.start >= last);
            last = fact.span.start;
            if let FactKind::Figure(figure) = &fact.kind {
                prop_assert!(text.get(figure.sentence.range()).is_some());
                prop_assert!(fact.span.start <= figure.core.start && figure.core.end <= fact.span.end);
            }
        }
        let mut open: Vec<&outline::Symbol> = symbols.iter().collect();
        while let Some(symbol) = open.pop() {
            prop_assert!(text.get(symbol.span.range()).is_some());
            prop_assert!(symbol.span.start <= symbol.selection.start && symbol.selection.end <= symbol.span.end);
            for child in &symbol.children {
                prop_assert!(symbol.span.start <= child.span.start && child.span.end <= symbol.span.end);
            }
            open.extend(&symbol.children);
        }
    }

    #[test]
    fn script_and_width_change_nothing(text in pieces()) {
        let folded: String = text.chars().map(|c| if c == '\n' || c == '\r' { c } else { folded::fold(c) }).collect();
        prop_assert_eq!(values(&read(&text).1), values(&read(&folded).1));
    }
}
