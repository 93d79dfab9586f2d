//! Laws of the article as its faces use it: nothing panics on any text at any place, and what the damage rules repair
//! changes nothing of what the article says.

#![allow(clippy::unwrap_used, reason = "the helpers of a test may panic")]

use proptest::prelude::*;
use std::sync::Arc;
use tower_lsp::lsp_types::{CodeActionKind, Url};
use zhengwen::article::{Article, Limits};
use zhengwen::facts::{Fact, FactKind};
use zhengwen::lsp::convert::Ranges;
use zhengwen::lsp::requests::{code_action, diagnostics, document_symbol, hover, semantic_tokens};
use zhengwen::mojibake::forward::{Damage, glossed};
use zhengwen::outline::Symbol;
use zhengwen::text::Span;
use zhengwen::text::edit::Applicability;
use zhengwen::text::position::Encoding;

fn article(text: &str) -> Article {
    Article::new(text, Arc::default())
}

fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(vec![
            "產(chǎn)", "業(yè)", "發(fā)", "網(wǎng)", "級(jí)", "砼(tóng)", "鱖(guì)", "人(rén)", "(", ")", "(ā)", "霧嶺市", "。", "?。",
            "，", "5.3%", "２３９０億元", "三分之一", "去年", "2024-04-23 10:00:21", "十四五", "😀", "𠮷", "e\u{301}", "\u{2028}",
            "\u{feff}", "\0", "\u{85}", "\u{3000}", " ", "|", "首頁 > 新聞 > 正文", "(責編:林雲)", "來源:霧嶺日報", "王健:",
            "霧嶺市市長周明遠", "一是抓生產。", "*", "`", "\\", "]", "<b>",
        ]).prop_map(str::to_owned),
        2 => prop::sample::select(vec!["\n", "\r\n", "\r", "\n\n", "\r\r\n", "\n\r"]).prop_map(str::to_owned),
        1 => ".{0,4}",
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_and_no_place_panics(
        text in any_text(), from in 0usize..400, to in 0usize..400, frequent in 0usize..4, others in 0usize..4,
    ) {
        let article = article(&text);
        let knowledge = article.knowledge();
        let span = Span { start: from, end: to };
        let _ = (article.findings_in(span), article.slice(span), article.line_span(from), article.repaired_line(from));
        let listing = article.listing(Limits { frequent, others });
        let all = article.findings();
        let first = |frequent: bool, limit| all.iter().filter(move |f| f.rule.frequent == frequent).take(limit);
        let mut expected: Vec<_> = first(true, frequent).chain(first(false, others)).collect();
        expected.sort_by_key(|finding| all.iter().position(|other| other == *finding));
        prop_assert_eq!(listing.findings.iter().collect::<Vec<_>>(), expected);
        let uri = Url::parse("untitled:1").unwrap();
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            let _ = diagnostics::diagnostics(&article, &diagnostics::Found::new(&article), encoding, None);
            let _ = document_symbol::document_symbols(&knowledge.outline, &uri, Ranges::new(&article, encoding), from % 2 == 0);
            let place = hover::Place { uri: "file:///b.txt".to_owned(), name: "b.txt".to_owned(), line: 1 };
            let elsewhere = |_: &_| vec![place.clone()];
            let around =
                hover::Around { encoding, markdown: to % 2 == 0, uri: "file:///a.txt", elsewhere: &elsewhere };
            let _ = hover::hover(&article, &knowledge, from, &around);
            let _ = semantic_tokens::semantic_tokens(&knowledge.facts, span, Ranges::new(&article, encoding));
            let request = code_action::Request {
                uri: &uri, version: 1, span: Span { start: from.min(to), end: from.max(to) },
                only: None, diagnostics: &[], encoding, versioned: true, resolves: false, leaves_alone: true,
            };
            for action in code_action::code_actions(&article, &request) {
                prop_assert!((action.edit.is_some() || action.command.is_some()) && action.kind != Some(CodeActionKind::EMPTY));
            }
        }
        for finding in &all {
            prop_assert!(text.get(finding.span.range()).is_some());
            for edit in finding.fix.iter().flat_map(|fix| &fix.edits) {
                prop_assert!(text.get(edit.span.range()).is_some());
            }
        }
    }
}

/// Sentences of an article about an invented town.
const SENTENCES: &[&str] = &[
    "霧嶺市統計局公布,去年全市地區生產總值達2390億元,同比增長5.3%。",
    "其中,第二產業增加值1308.3億元,比上年提高1.2個百分點。",
    "霧嶺市市長周明遠表示,今年的目標是新增就業3.6萬人。",
    "據《霧嶺市港口發展規劃》,到2035年建成碼頭12個。",
    "昨日,霧嶺港務集團董事長林雲在霧嶺會見記者。",
    "一是抓好港口建設。我們將建設三個碼頭,總投資超過14億元。",
    "二是抓好鐵路建設。兩條鐵路將於明年三月二日開工,較原計劃提前三個月。",
    "主持人 林雲:",
    "霧嶺市市長 周明遠:",
    "霧嶺日報記者:",
    "2031-05-06 10:05:00",
    "發布時間:2031-05-06 16:02 來源:霧嶺日報",
    "港區面積15平方公里,吞吐量約二千萬噸,居全省第一位。",
    "(記者 林雲 攝)",
];

/// What the fragments can be glossed with: enough for the paste to be certain once some of them occur.
const LISTED: &str = "統計區產業總達億長個點務團經濟發開建設鐵條較劃將頭資過規標萬間報雲記來";

/// Everything that a fact says, with its spans moved by `to`.
fn moved_fact(mut fact: Fact, to: impl Fn(Span) -> Span) -> Fact {
    fact.span = to(fact.span);
    if let FactKind::Figure(figure) = &mut fact.kind {
        figure.core = to(figure.core);
        figure.sentence = to(figure.sentence);
    }
    fact
}

fn moved_symbol(mut symbol: Symbol, to: &impl Fn(Span) -> Span) -> Symbol {
    symbol.span = to(symbol.span);
    symbol.selection = to(symbol.selection);
    symbol.children = symbol.children.into_iter().map(|child| moved_symbol(child, to)).collect();
    symbol
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn glosses_change_nothing_that_the_article_says(
        lines in prop::collection::vec(prop::collection::vec(prop::sample::select(SENTENCES), 1..4), 1..12),
        end in prop::sample::select(vec!["\n", "\r\n", "\n\n", "\r"]),
        list in prop::sample::subsequence(LISTED.chars().collect::<Vec<_>>(), 3..=LISTED.chars().count()),
    ) {
        // Characters that occur: a gloss is not evidence where it is not.
        let clean: String = lines.iter().map(|line| line.concat() + end).collect();
        let list: String = list.into_iter().collect();
        let damaged = Damage { list: glossed(&list), ..Damage::default() }.damage(&clean);
        let (clean_article, article) = (article(&clean), article(&damaged));
        let view = article.repaired();
        // With too little to go by, nothing is repaired; and a paste across two characters is another rule's.
        prop_assume!(view.text() == clean);
        let to = |span: Span| view.to_disk(span);
        let facts: Vec<Fact> = clean_article.knowledge().facts.into_iter().map(|fact| moved_fact(fact, to)).collect();
        prop_assert_eq!(article.knowledge().facts, facts);
        let outline: Vec<Symbol> =
            clean_article.knowledge().outline.into_iter().map(|symbol| moved_symbol(symbol, &to)).collect();
        prop_assert_eq!(article.knowledge().outline, outline);
        let lines = |article: &Article, to: &dyn Fn(Span) -> Span| -> Vec<(&str, Span)> {
            let others = article.findings().into_iter().filter(|finding| !finding.rule.frequent);
            others.map(|finding| (finding.rule.code, to(finding.span))).collect()
        };
        prop_assert_eq!(lines(&article, &|span| view.from_disk(span)), lines(&clean_article, &|span| span));
        let mut safe = article.findings();
        safe.retain(|finding| finding.rule.frequent);
        prop_assert!(safe.iter().all(|f| f.fix.as_ref().is_some_and(|fix| fix.applicability <= Applicability::Unsafe)));
    }
}
