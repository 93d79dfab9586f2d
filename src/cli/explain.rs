//! `zhengwen explain`: a rule's documentation, or the table of rules.

use super::Outcome;
use super::args::Explain;
use super::terminal::{Output, say_error};
use crate::config;
use crate::language::{self, Language};
use crate::lint::{Rule, docs, registry};

pub(super) fn run(arguments: &Explain) -> Outcome {
    let text = match &arguments.rule {
        None => table(registry::RULES),
        Some(name) => match registry::find(name) {
            Some(rule) => page(rule),
            None => {
                say_error(&unknown(name));
                return Outcome::Failed;
            }
        },
    };
    let mut output = Output::plain();
    output.print(text);
    output.finish()
}

fn unknown(name: &str) -> String {
    let matching: Vec<&str> = registry::RULES.iter().filter(|rule| rule.is_named(name)).map(|rule| rule.code).collect();
    let names = registry::RULES.iter().flat_map(|rule| [rule.code, rule.name]);
    if !matching.is_empty() {
        format!("`{name}` is the beginning of {}; name one of them", matching.join(", "))
    } else if let Some(nearest) = config::nearest(name, names) {
        format!("no rule is called `{name}`; did you mean `{nearest}`?")
    } else {
        format!("no rule is called `{name}`; `zhengwen explain` lists them")
    }
}

fn page(rule: &Rule) -> String {
    let Rule { code, name, severity, .. } = rule;
    if let Some((chinese, text)) = language::page(Language::of_process(), code) {
        let text = text.replace("\n# ", "\n\n## ");
        return format!("# {code} {name} {chinese}\n\n{text}\n");
    }
    let text = docs::markdown(rule.docs).replace("\n# ", "\n## ");
    format!("# {code} {name} ({})\n\n{text}", severity.as_str())
}

/// A line for each rule: code, name, how far its fixes may be trusted, what it does.
fn table(rules: &[&Rule]) -> String {
    let rows: Vec<[String; 4]> =
        rules.iter().map(|rule| [rule.code.to_owned(), rule.name.to_owned(), kinds(rule), rule.summary()]).collect();
    let heads = ["CODE", "NAME", "FIX", "WHAT IT DOES"].map(str::to_owned);
    // Codes, names and kinds are ASCII, so characters are columns; what follows them needs no padding.
    let width = |column: usize| rows.iter().chain([&heads]).map(|row| row[column].len()).max().unwrap_or(0);
    let (names, kinds) = (width(1), width(2));
    let lines = [&heads]
        .into_iter()
        .chain(&rows)
        .map(|[code, name, kind, summary]| format!("{code:4}  {name:names$}  {kind:kinds$}  {summary}\n"));
    lines.collect()
}

/// The kinds of fix that the documentation of a rule speaks of under *Fix*.
fn kinds(rule: &Rule) -> String {
    let text = docs::markdown(rule.docs);
    let fix = text.split_once("# Fix\n").map_or("", |(_, rest)| rest);
    let fix = fix.split("\n# ").next().unwrap_or(fix);
    let has = |kind: &&str| fix.split(|c: char| !c.is_alphabetic()).any(|word| word.eq_ignore_ascii_case(kind));
    ["safe", "unsafe", "manual"].into_iter().filter(has).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_a_page_and_a_row() {
        let table = table(registry::RULES);
        assert_eq!(table.lines().count(), registry::RULES.len() + 1);
        for rule in registry::RULES {
            assert!(page(rule).starts_with(&format!("# {} {} (", rule.code, rule.name)));
            assert!(table.contains(rule.name));
        }
    }

    #[test]
    fn a_name_that_is_not_there() {
        assert_eq!(unknown("injected-pinyn"), "no rule is called `injected-pinyn`; did you mean `injected-pinyin`?");
        assert!(unknown("M").starts_with("`M` is the beginning of M101"));
        assert!(unknown("zzzzzz").ends_with("`zhengwen explain` lists them"));
    }
}
