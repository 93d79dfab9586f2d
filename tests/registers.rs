//! Figures, dates and people in other registers than the samples': company results, statistics, weather, sports, a
//! court, a disaster, Taiwan and Hong Kong press, an interview, in both scripts. Every article is written for this test.
//!
//! Each line stands with all of its figures: `text = value unit; metric` (what the metric contains, `-` for any).

use zhengwen::{
    facts::{self, Fact, FactKind},
    outline,
};

fn read(text: &str) -> Vec<Fact> {
    outline::with_lines(text, |lines| facts::facts(lines, &outline::outline(lines)))
}

/// Reads the article (lines of text, each followed by `> ` lines with its figures) and compares.
#[track_caller]
fn check(article: &str) -> Vec<Fact> {
    let text: String = article.lines().filter(|line| !line.starts_with("> ")).map(|line| format!("{line}\n")).collect();
    let facts = read(&text);
    let mut problems = Vec::new();
    let (mut start, mut lines) = (0, article.lines().peekable());
    while let Some(line) = lines.next() {
        let mut expected: Vec<&str> = Vec::new();
        while let Some(entry) = lines.next_if(|line| line.starts_with("> ")) {
            expected.push(&entry[2..]);
        }
        let figures: Vec<(String, String)> = facts
            .iter()
            .filter(|fact| (start..start + line.len()).contains(&fact.span.start))
            .filter_map(|fact| match &fact.kind {
                FactKind::Figure(figure) => {
                    let to = figure.value_to.map_or(String::new(), |to| format!("..{to}"));
                    let unit = figure.unit.as_deref().unwrap_or("?");
                    let shown = format!("{} = {}{to} {unit}", &text[fact.span.range()], figure.value);
                    Some((shown, figure.metric.as_deref().unwrap_or_default().to_owned()))
                }
                _ => None,
            })
            .collect();
        for entry in &expected {
            let (head, metric) = entry.split_once("; ").unwrap_or((entry, "-"));
            let fits = |(shown, ours): &(String, String)| shown == head && (metric == "-" || ours.contains(metric));
            if !figures.iter().any(fits) {
                problems.push(format!("missing {entry}"));
            }
        }
        for (shown, metric) in &figures {
            if !expected.iter().any(|entry| entry.split("; ").next() == Some(shown)) {
                problems.push(format!("extra {shown}; {metric}"));
            } else if !expected.iter().any(|entry| {
                entry
                    .split_once("; ")
                    .is_none_or(|(head, wanted)| head == shown && (wanted == "-" || metric.contains(wanted)))
            }) {
                problems.push(format!("metric of {shown}: {metric}"));
            }
        }
        start += line.len() + 1;
    }
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
    facts
}

fn dates(text: &str, facts: &[Fact]) -> Vec<String> {
    let show = |fact: &Fact| match &fact.kind {
        FactKind::Date(date) => {
            let what = date.iso.clone().or_else(|| date.duration.clone()).unwrap_or_default();
            Some(format!("{} {what}", &text[fact.span.range()]))
        }
        _ => None,
    };
    facts.iter().filter_map(show).collect()
}

fn people(facts: &[Fact]) -> Vec<String> {
    let show = |fact: &Fact| match &fact.kind {
        FactKind::Person(person) => Some(format!("{}:{}", person.name, person.titles.join(","))),
        _ => None,
    };
    facts.iter().filter_map(show).collect()
}

#[test]
fn company_results() {
    check(
        "\
晨星电气公布2030年业绩：全年实现营业收入128.6亿元，同比增长12.3%；归母净利润9.87亿元，同比下降4.1%。
> 128.6亿元 = 12860000000 CNY; 营业收入
> 12.3% = 12.3 %; 营业收入
> 9.87亿元 = 987000000 CNY; 归母净利润
> 4.1% = 4.1 %; 净利润
其中，第四季度营收38.2亿元，环比增长6.5个百分点。每股派发现金红利0.35元（含税）。
> 38.2亿元 = 3820000000 CNY; 营收
> 6.5个百分点 = 6.5 pp; 营收
> 0.35元 = 0.35 CNY; 现金红利
截至2030年末，公司员工总数为1.2万余人，研发人员占比约三成，毛利率提升至28.4%。
> 1.2万余人 = 12000 人; 员工总数
> 约三成 = 30 %; 研发人员占比
> 28.4% = 28.4 %; 毛利率
董事长沈立群表示，公司将在3年内投资20亿至25亿元建设两条生产线。
> 20亿至25亿元 = 2000000000..2500000000 CNY; -
> 两条 = 2 条; 生产线
",
    );
}

#[test]
fn statistics() {
    check(
        "\
青江省统计局4月18日发布数据，一季度全省地区生产总值5821.7亿元，按不变价格计算，同比增长5.6%。
> 5821.7亿元 = 582170000000 CNY; 地区生产总值
> 5.6% = 5.6 %; -
第一产业增加值312.5亿元，增长3.2%；第二产业增加值2410.1亿元，增长6.8%；第三产业增加值3099.1亿元，增长5.0%。
> 312.5亿元 = 31250000000 CNY; 第一产业增加值
> 3.2% = 3.2 %; 第一产业增加值
> 2410.1亿元 = 241010000000 CNY; 第二产业增加值
> 6.8% = 6.8 %; 第二产业增加值
> 3099.1亿元 = 309910000000 CNY; 第三产业增加值
> 5.0% = 5.0 %; 第三产业增加值
城镇新增就业11.3万人，城镇调查失业率平均为5.1%，比上年同期下降0.2个百分点。
> 11.3万人 = 113000 人; 就业
> 5.1% = 5.1 %; 失业率
> 0.2个百分点 = 0.2 pp; 失业率
居民消费价格指数（CPI）同比上涨0.3%，粮食播种面积6500万亩，生猪存栏1230.4万头。
> 0.3% = 0.3 %; 居民消费价格指数
> 6500万亩 = 65000000 亩; 播种面积
> 1230.4万头 = 12304000 头; 生猪存栏
",
    );
}

#[test]
fn weather() {
    check(
        "\
中央气象台6月3日18时发布暴雨黄色预警：预计今夜至明天，青江南部有大到暴雨，局地降雨量100至180毫米。
> 100至180毫米 = 100..180 毫米; 降雨量
最高气温将升至36℃左右，最低气温零下2.5℃，阵风8级，能见度不足200米。
> 36℃左右 = 36 °C; 最高气温
> 零下2.5℃ = -2.5 °C; 最低气温
> 8级 = 8 级; 阵风
> 不足200米 = 200 米; 能见度
",
    );
}

#[test]
fn sports() {
    check(
        "\
全国篮球联赛昨晚结束一场焦点战，青江队主场以108比97战胜远山队，取得五连胜。
> 108比97 = 108..97 比; -
外援马丁砍下32分、11个篮板，替补出场的周一鸣贡献15分。
> 32分 = 32 分; -
> 11个 = 11 个; 篮板
> 15分 = 15 分; -
女子100米决赛中，林晓以11秒05夺冠；她的个人最好成绩排名世界第6位。
> 排名世界第6位 = 6 rank; -
> 100米 = 100 米; -
> 11秒 = 11 秒; -
",
    );
}

#[test]
fn court() {
    let facts = check(
        "\
青江市中级人民法院一审公开宣判，被告人钱某犯受贿罪，被判处有期徒刑十二年，并处罚金人民币二百万元。
> 人民币二百万元 = 2000000 CNY; -
法院查明，2019年至2027年，钱某收受财物折合人民币3436万余元，涉及4家企业、6起案件。
> 人民币3436万余元 = 34360000 CNY; -
> 4家 = 4 家; 企业
> 6起 = 6 起; 案件
根据刑法第三百八十五条、第三百八十六条之规定，对其违法所得予以追缴。
",
    );
    assert!(
        facts.iter().any(|fact| matches!(&fact.kind, FactKind::Date(date) if date.iso.as_deref() == Some("2019/2027")))
    );
}

#[test]
fn disaster() {
    check(
        "\
截至5日12时，地震已造成37人死亡、214人受伤，倒塌房屋1500余间，紧急转移安置群众近2万人。
> 37人 = 37 人; -
> 214人 = 214 人; -
> 1500余间 = 1500 间; 倒塌房屋
> 近2万人 = 20000 人; 群众
震级为5.8级，震源深度10千米。消防救援队伍出动46车230人，搜救犬8只。
> 5.8级 = 5.8 级; 震级
> 10千米 = 10 千米; 震源深度
> 230人 = 230 人; -
> 8只 = 8 只; 搜救犬
",
    );
}

#[test]
fn taiwan_press() {
    let article = "\
民國112年3月1日，青江科技公布第四季營收達新台幣1兆2,000億元，年增8.5%，創歷史新高。
> 新台幣1兆2,000億元 = 1200000000000 TWD; 營收
> 8.5% = 8.5 %; 營收
台股今天終場下跌120.35點，收在17,890.12點，成交金額新台幣2,563.9億元。
> 120.35點 = 120.35 點; -
> 17,890.12點 = 17890.12 點; -
> 新台幣2,563.9億元 = 256390000000 TWD; 成交金額
每戶平均坪數約35坪，房價一點五億元起跳，3成以上買方是首購族。
> 約35坪 = 35 坪; 坪數
> 一點五億元 = 150000000 TWD; 房價
> 3成以上 = 30 %; -
";
    let facts = check(article);
    let text: String = article.lines().filter(|line| !line.starts_with("> ")).map(|line| format!("{line}\n")).collect();
    assert_eq!(dates(&text, &facts)[..2], ["民國112年3月1日 2023-03-01", "第四季 2023-10-01/2023-12-31"]);
}

#[test]
fn hong_kong_press() {
    check(
        "\
特區政府公布，首三季訪港旅客達2,330萬人次，按年上升約1.1倍，料全年經濟增長2.5%至3.5%。
> 2,330萬人次 = 23300000 人次; 訪港旅客
> 約1.1倍 = 1.1 倍; 旅客
> 2.5%至3.5% = 2.5..3.5 %; -
恒指收報18,230點，升126點或0.7%，大市成交1,020億元。
> 18,230點 = 18230 點; 恒指
> 126點 = 126 點; 恒指
> 0.7% = 0.7 %; -
> 1,020億元 = 102000000000 HKD; 成交
一名六十五歲男子涉嫌藏毒約3.2公斤被捕，毒品市值逾HK$210萬。
> 六十五歲 = 65 歲; -
> 約3.2公斤 = 3.2 公斤; 藏毒
> 逾HK$210萬 = 2100000 HKD; 市值
",
    );
}

#[test]
fn an_interview_in_simplified() {
    let article = "\
发布时间：2031-05-06 08:00:00
记者：去年青江的桥修了多少座？
周明远：去年全市建成桥梁26座，总长12.4公里，今年上半年还要再修8座。
> 26座 = 26 座; 桥梁
> 12.4公里 = 12.4 公里; 总长
> 8座 = 8 座; -
记者：钱够吗？
周明远：够。到6月底，资金到位率将达90%以上。
> 90%以上 = 90 %; 资金到位率
";
    let facts = check(article);
    let text: String = article.lines().filter(|line| !line.starts_with("> ")).map(|line| format!("{line}\n")).collect();
    assert_eq!(
        dates(&text, &facts),
        [
            "2031-05-06 08:00:00 2031-05-06T08:00:00",
            "去年 2030",
            "去年 2030",
            "今年上半年 2031-01-01/2031-06-30",
            "6月底 2031-06-30"
        ]
    );
    let speakers: Vec<Option<&str>> = facts
        .iter()
        .filter_map(|fact| match &fact.kind {
            FactKind::Figure(figure) => Some(figure.speaker.as_deref()),
            _ => None,
        })
        .collect();
    assert_eq!(speakers, [Some("周明远"); 4]);
    assert_eq!(people(&facts), ["周明远:", "周明远:"]);
}
