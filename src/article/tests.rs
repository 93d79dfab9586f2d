//! An article after any edits equals the article made from the final text.

use super::*;
use crate::config::IgnoredText;
use crate::lint::select::Selection;
use proptest::prelude::*;

fn article(text: &str) -> Article {
    Article::new(text, Arc::new(Config::default()))
}

/// Applies each edit to an article and to a string, and compares after each.
fn check(text: &str, edits: &[(usize, usize, String)]) {
    let mut plain = text.to_owned();
    let mut edited = article(text);
    for (start, len, content) in edits {
        let boundary = |at: usize| (0..=at.min(plain.len())).rev().find(|at| plain.is_char_boundary(*at)).unwrap();
        let start = boundary(*start % (plain.len() + 1));
        let end = boundary(start + len).max(start);
        plain.replace_range(start..end, content);
        edited.edit(Span::new(start, end), content);
        let fresh = article(&plain);
        assert!(edited == fresh, "after {start}..{end} became {content:?} in a text of {} bytes", plain.len());
        assert_eq!(edited.findings(), fresh.findings());
    }
    assert_eq!(edited.text().to_string(), plain);
}

#[test]
fn edits_at_every_kind_of_edge() {
    let damaged = "產(chǎn)業(yè)發(fā)展";
    let edit = |start, len, content: &str| vec![(start, len, content.to_owned())];
    check("", &edit(0, 0, damaged));
    check(damaged, &edit(0, damaged.len(), ""));
    check("a\rb", &edit(2, 0, "\n"));
    check("a\r\nb", &edit(2, 0, "x"));
    check("a\r\nb", &edit(1, 1, ""));
    check("a\n\nb\n", &edit(1, 1, ""));
    check("a\nb", &edit(3, 0, "\n"));
    check("霧", &edit(0, 0, "嶺"));
}

#[test]
fn a_verdict_that_changes_reaches_every_piece() {
    let text = "產(chǎn)業(yè)\n\n發(fā)\n";
    let mut article = article(text);
    assert_eq!(article.findings().len(), 3);
    // Without the third character there is less to go by.
    article.edit(Span::new(text.len() - 7, text.len() - 1), "");
    let findings = article.findings();
    assert_eq!(findings.len(), 2);
    assert!(findings.iter().all(|f| f.fix.as_ref().unwrap().applicability == Applicability::Unsafe), "{findings:?}");
}

#[test]
fn a_rule_that_is_off_leaves_its_line_to_another() {
    use crate::config::IgnoredText;
    use crate::lint::select::Selection;
    let text = "更多新聞\n";
    let codes = |config: Config| -> Vec<&str> {
        Article::new(text, Arc::new(config)).findings().iter().map(|finding| finding.rule.code).collect()
    };
    assert_eq!(codes(Config::default()), ["B214"]);
    let selection = Selection::new::<&str>(&[], &["B214"]).unwrap();
    assert_eq!(codes(Config { selection, ..Config::default() }), ["B201"]);
    let ignored = |rule: &str| IgnoredText { rule: rule.to_owned(), text: "更多新聞".to_owned() };
    assert_eq!(codes(Config { ignore_text: vec![ignored("B214")], ..Config::default() }), ["B201"]);
    assert_eq!(codes(Config { ignore_text: vec![ignored("B2")], ..Config::default() }), [""; 0]);
}

#[test]
fn a_line_that_its_repair_makes_blank_is_found() {
    let found = |config: &Arc<Config>| {
        let findings = Article::new("霧嶺港\n\u{200B}\n今日開港\n", Arc::clone(config)).findings();
        findings.iter().map(|it| it.span).collect::<Vec<_>>()
    };
    let selection = Selection::new(&["M"], &[]).unwrap();
    assert_eq!(found(&Arc::new(Config { selection, ..Config::default() })), [Span::new(10, 13)]);
    assert_eq!(found(&Arc::default()), [Span::new(10, 13)]);
}

#[test]
fn one_very_long_line() {
    let text = "霧嶺市產(chǎn)業(yè)發(fā)展報告指出,增長5.3%。".repeat(1500);
    let mut edited = article(&text);
    assert!(edited.pieces.len() > 5);
    let mut plain = text.clone();
    for (at, content) in [(0, "前"), (30_000 / 3 * 3, "。"), (text.len() / 2, "\n"), (text.len(), "尾")] {
        let at = (0..=at).rev().find(|at| plain.is_char_boundary(*at)).unwrap();
        plain.insert_str(at, content);
        edited.edit(Span::new(at, at), content);
        assert!(edited == article(&plain), "after {content:?} at {at}");
    }
}

fn ignoring(rule: &str, text: &str) -> Arc<Config> {
    let ignored = IgnoredText { rule: rule.to_owned(), text: text.to_owned() };
    Arc::new(Config { ignore_text: vec![ignored], ..Config::default() })
}

#[test]
fn totals_count_what_is_not_to_be_left_alone() {
    let text = "產(chǎn)業(yè)發(fā)展,產(chǎn)業(yè)發(fā)達";
    let total = |config| Article::new(text, config).totals().into_iter().map(|t| (t.count, t.safe)).next();
    assert_eq!(total(Arc::default()), Some((6, 6)));
    assert_eq!(total(ignoring("M101", "發(fā)")), Some((4, 4)));
    assert_eq!(total(ignoring("all", "(fā)")), Some((4, 4)));
    assert_eq!(total(ignoring("B", "發(fā)")), Some((6, 6)));
}

#[test]
fn a_listing_is_cut_short_by_what_it_leaves_out() {
    let article = article("首頁 > 新聞 > 正文\n產(chǎn)業(yè)發(fā)展\n");
    let cut = |frequent, others| article.listing(Limits { frequent, others }).cut_short;
    assert_eq!([cut(3, 1), cut(0, 1), cut(2, 1), cut(3, 0)], [false, false, false, true]);
}

#[test]
fn a_line_that_two_rules_know_is_found_by_the_one_that_is_selected() {
    let select = |code: &str| Config { selection: Selection::new(&[code], &[]).unwrap(), ..Config::default() };
    let codes = |config| {
        let findings = Article::new("首頁 > 新聞 > 正文\n", Arc::new(config)).findings();
        findings.iter().map(|finding| finding.rule.code).collect::<Vec<_>>()
    };
    assert_eq!(codes(Config::default()).len(), 1);
    assert_eq!(codes(select("B202")), ["B202"]);
}

#[test]
fn a_line_that_is_to_be_left_alone_is_article() {
    let line = "首頁 > 霧嶺市產值增長5.3% > 正文";
    let text = format!("{line}\n大家都說這樣很好。\n");
    assert!(article(&text).knowledge().facts.is_empty());
    let article = Article::new(&text, ignoring("B2", line));
    assert!(article.findings().is_empty());
    assert!(!article.knowledge().facts.is_empty());
}

fn fragment() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(vec![
            "產(chǎn)", "業(yè)", "發(fā)", "網(wǎng)", "級(jí)", "砼(tóng)", "鱖(guì)", "人(rén)", "產", "業", "發", "網", "(", ")",
            "霧嶺市", "。", "?。", ",", "。”", "，", "5.3%", "😀", "𠮷", "e\u{301}", "\u{2028}", "\u{feff}", " ", "|",
            "首頁 > 新聞 > 正文", "2024-04-23 10:00:21", "(責編:林雲)", "来源：雾岭日报", "王健:", "一是",
        ]).prop_map(str::to_owned),
        2 => prop::sample::select(vec!["\n", "\r\n", "\r", "\n\n", "\r\r\n"]).prop_map(str::to_owned),
        1 => ".{0,4}",
    ]
}

fn text(fragments: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    prop::collection::vec(fragment(), fragments).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn an_edited_article_is_the_article_of_the_edited_text(
        start in text(0..60),
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0usize..40, text(0..6)), 1..12),
    ) {
        let edits: Vec<_> = edits.into_iter().map(|(at, len, content)| (at.index(4096), len, content)).collect();
        check(&start, &edits);
    }

    #[test]
    fn any_span_is_accepted(start in text(0..20), from in 0usize..200, len in 0usize..200) {
        let mut article = article(&start);
        article.edit(Span { start: from, end: from + len }, "新");
        prop_assert!(article == super::tests::article(&article.text().to_string()));
        let _ = article.findings_in(Span { start: from, end: from + len });
    }
}

/// Texts with lines that are cut in pieces: behind sentences, behind clauses, and where there is no mark at all.
fn long_text() -> impl Strategy<Value = String> {
    let run = prop::sample::select(vec![
        "霧嶺市產(chǎn)業(yè)。",
        "霧",
        "x",
        "發(fā)",
        "甲，",
        "?。",
        "。”",
        "😀",
        "\r",
        "\u{feff}",
        "\0",
    ]);
    let bytes = prop::sample::select(vec![100usize, 8 << 10, (8 << 10) + 1, 33 << 10, 132 << 10]);
    let line = (run, bytes, text(0..4)).prop_map(|(run, bytes, tail)| run.repeat(bytes / run.len() + 1) + &tail);
    prop::collection::vec(line, 1..4).prop_map(|lines| lines.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn an_edit_in_a_very_long_line(
        start in long_text(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), -8i64..8, prop::sample::select(vec![0usize, 1, 3, 40, 9000, 200_000]), text(0..4)), 1..5),
    ) {
        let mut plain = start;
        let mut edited = article(&plain);
        for (at, near, len, content) in edits {
            // Near a cut, where it matters.
            let cuts = edited.starts.len();
            let at = edited.starts.get(at.index(cuts + 1)).copied().unwrap_or(plain.len());
            let at = at.saturating_add_signed(near as isize).min(plain.len());
            let boundary = |at: usize| (0..=at.min(plain.len())).rev().find(|at| plain.is_char_boundary(*at)).unwrap();
            let (start, end) = (boundary(at), boundary(at + len));
            plain.replace_range(start..end, &content);
            edited.edit(Span::new(start, end), &content);
            prop_assert!(edited == article(&plain), "after {start}..{end} became {content:?} in {} bytes", plain.len());
        }
    }
}

/// Prints what the worst shapes cost: `cargo test --lib worst_shapes -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement"]
fn worst_shapes() {
    let shapes = [
        ("one line of glosses", "產(chǎn)業(yè)發(fā)".repeat(30_000)),
        ("blank lines", "\n".repeat(100_000)),
        ("marked lines", "來源:霧嶺日報\n".repeat(20_000)),
        ("marked lines far apart", format!("來源:霧嶺日報{}", "\n".repeat(20)).repeat(5_000)),
        ("brackets", "(".repeat(300_000)),
        ("letters in brackets", format!("發({}", "a".repeat(1000)).repeat(300)),
        ("speakers", "霧嶺市市長 周明遠:\n\n一是抓好港口建設。我們將增長5.3%。\n".repeat(3_000)),
        ("figures on one line", "增長5.3%,達2390億元,".repeat(5_000)),
        ("digits", "1".repeat(4_000)),
        ("Han digits", "一".repeat(2_000)),
        ("quotes", "“".repeat(20_000)),
    ];
    for (name, text) in shapes {
        let clock = std::time::Instant::now();
        let mut article = article(&text);
        let mut parts = vec![("new", clock.elapsed())];
        let mut time = |name, job: &mut dyn FnMut()| {
            let clock = std::time::Instant::now();
            job();
            parts.push((name, clock.elapsed()));
        };
        time("edit", &mut || article.edit(Span::new(0, 0), "新"));
        time("listing", &mut || _ = article.listing(Limits { frequent: 2000, others: 1000 }));
        time("findings", &mut || _ = article.findings());
        time("totals", &mut || _ = article.totals());
        time("here", &mut || _ = article.findings_in(Span::new(3, 3)));
        time("outline", &mut || _ = article.outline());
        time("knowledge", &mut || _ = article.knowledge());
        println!("{name}, {} kB: {parts:.1?}", text.len() >> 10);
    }
}
