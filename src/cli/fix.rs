//! `zhengwen fix`: repairs, in place or printed.

use super::Outcome;
use super::args::FixCommand;
use super::files::{self, Job};
use super::terminal::{Output, counted, say, say_error};
use crate::article::{self, Repair, Wanted};
use crate::config::Config;
use crate::files::{replace, stamp};
use crate::text::decode::{EncodeError, Source};
use crate::text::edit::Applicability;
use similar::TextDiff;
use std::sync::Arc;
use std::time::Duration;

/// Past this, a diff is finished roughly rather than well.
const DIFF_TIME: Duration = Duration::from_secs(5);

/// What is done with a repaired text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    InPlace,
    Count,
    Diff,
    Print,
}

pub(super) fn run(arguments: &FixCommand) -> Outcome {
    let (jobs, outcome) = files::jobs(&arguments.input);
    let has_stdin = jobs.iter().any(|job| job.path.is_none());
    if (arguments.stdout || has_stdin) && !arguments.diff && !arguments.check && jobs.len() > 1 {
        say_error(&"standard output takes the text of one file only");
        return Outcome::Failed;
    }
    let way = match (arguments.diff, arguments.stdout || has_stdin, arguments.check) {
        (true, _, _) => Way::Diff,
        (_, true, false) => Way::Print,
        (_, true, true) if arguments.stdout => Way::Print,
        (_, _, true) => Way::Count,
        (_, false, false) => Way::InPlace,
    };
    let up_to = if arguments.r#unsafe { Applicability::Unsafe } else { Applicability::Safe };
    let mut output = Output::plain();
    let mut total = Done::default();
    let mut read = 0;
    let worked = files::each(
        &arguments.input,
        &jobs,
        &mut output,
        |job| one(job, way, up_to),
        |done, output| {
            output.print(&done.print);
            read += 1;
            total.fixed += done.fixed;
            total.files += done.files;
            total.left += done.left;
        },
    );
    let told = output.finish();
    let outcome = outcome.max(worked).max(told);
    if read > 0 || outcome < Outcome::Failed {
        say(&total.summary(way == Way::InPlace || way == Way::Print, read));
    }
    let found = if arguments.check && total.files > 0 { Outcome::Found } else { Outcome::Clean };
    outcome.max(found)
}

/// What was done.
#[derive(Default)]
struct Done {
    /// Findings mended.
    fixed: usize,
    /// Files that changed, or would.
    files: usize,
    /// Findings left.
    left: usize,
    /// What is to be printed.
    print: Vec<u8>,
}

impl Done {
    fn summary(&self, done: bool, files: usize) -> String {
        let left = if self.left > 0 { format!("; {} left", counted(self.left, "finding")) } else { String::new() };
        if files == 0 {
            return "No files to fix".to_owned();
        }
        if self.files == 0 {
            return format!("Nothing to fix in {}{left}", counted(files, "file"));
        }
        let verb = if done { "Fixed" } else { "Would fix" };
        format!("{verb} {} in {}{left}", counted(self.fixed, "finding"), counted(self.files, "file"))
    }
}

fn one(job: &Job, way: Way, up_to: Applicability) -> Result<Done, String> {
    let stamp = match &job.path {
        Some(path) if way == Way::InPlace => Some(stamp(path).map_err(|error| error.to_string())?),
        _ => None,
    };
    let before = job.read()?;
    let repaired = repair(&before, &job.config, up_to);
    let Repaired { source, fixed, left } = repaired.map_err(|error| error.to_string())?;
    let mut done = Done { fixed, left, files: usize::from(source.is_some()), print: Vec::new() };
    match (way, &source, &job.path) {
        (Way::Print, source, _) => done.print = source.as_ref().unwrap_or(&before).bytes().to_vec(),
        (Way::Diff, Some(after), _) => done.print = diff(&job.name, before.text(), after.text()).into_bytes(),
        (Way::InPlace, Some(after), Some(path)) => {
            let stamp = stamp.ok_or("no stamp")?;
            replace(path, stamp, after.bytes()).map_err(|error| error.to_string())?;
        }
        _ => {}
    }
    Ok(done)
}

/// A text after its fixes.
struct Repaired {
    /// The new text; nothing if it is the old one.
    source: Option<Source>,
    /// How many findings were mended.
    fixed: usize,
    /// How many findings there still are.
    left: usize,
}

/// Applies all fixes that are trusted as much as `up_to`, until there are none left.
fn repair(before: &Source, config: &Arc<Config>, up_to: Applicability) -> Result<Repaired, EncodeError> {
    let go_on = || Ok::<_, EncodeError>(());
    let Repair { edits, fixed, left } = article::repair(before.text(), config, Wanted::all(up_to), go_on)?;
    let source = if edits.is_empty() { None } else { Some(before.edited(&edits)?) };
    Ok(Repaired { source, fixed, left })
}

/// A unified diff, as `patch -p1` and `git apply` take it.
fn diff(name: &str, before: &str, after: &str) -> String {
    let diff = TextDiff::configure().timeout(DIFF_TIME).diff_lines(before, after);
    diff.unified_diff().header(&format!("a/{name}"), &format!("b/{name}")).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::text::decode::Encoding;
    use proptest::prelude::*;

    fn source(text: &str) -> Source {
        Source::decode(text.as_bytes().to_vec(), Some(Encoding::Utf8)).unwrap()
    }

    fn fixed(text: &str, up_to: Applicability) -> (String, usize) {
        let before = source(text);
        let repaired = repair(&before, &Arc::default(), up_to).unwrap();
        (repaired.source.as_ref().unwrap_or(&before).text().to_owned(), repaired.fixed)
    }

    #[test]
    fn a_line_that_goes_takes_the_glosses_in_it_along() {
        let text = "霧嶺市產(chǎn)業(yè)發(fā)展報告。\n首頁 > 產(chǎn)業(yè) > 發(fā)展 > 正文\n";
        assert_eq!(fixed(text, Applicability::Safe), ("霧嶺市產業發展報告。\n".to_owned(), 7));
    }

    #[test]
    fn bytes_that_are_no_text_are_not_lost() {
        let mut bytes = "霧嶺市產(chǎn)業(yè)發(fā)展。\n好的".as_bytes().to_vec();
        bytes.extend(b"\xff\xfe\n");
        let before = Source::decode(bytes.clone(), Some(Encoding::Utf8)).unwrap();
        let after = repair(&before, &Arc::default(), Applicability::Safe).unwrap().source.unwrap();
        assert!(after.bytes().ends_with(b"\xff\xfe\n"));
        assert!(after.text().starts_with("霧嶺市產業發展。\n"));
    }

    #[test]
    fn a_diff_can_be_applied() {
        assert_eq!(
            diff("a.txt", "一\n二", "一\n三"),
            "--- a/a.txt\n+++ b/a.txt\n@@ -1,2 +1,2 @@\n 一\n-二\n\\ No newline at end of file\n+三\n\\ No newline at end of file\n"
        );
    }

    #[test]
    fn what_becomes_a_byte_order_mark_stays_one() {
        // With the rule off that takes it away.
        let selection = crate::lint::select::Selection::new(&["all"], &["M130"]).unwrap();
        let config = Arc::new(Config { selection, ..Config::default() });
        let once = repair(&source("首頁 > 新聞 > 正文\n\u{feff}產(chǎn)"), &config, Applicability::Safe).unwrap();
        let again = Source::decode(once.source.unwrap().bytes().to_vec(), None).unwrap();
        assert!(again.has_bom() && again.text() == "產(chǎn)");
        assert!(repair(&again, &config, Applicability::Safe).unwrap().source.is_none());
    }

    fn fragment() -> impl Strategy<Value = String> {
        prop_oneof![
            4 => prop::sample::select(vec![
                "產(chǎn)", "業(yè)", "發(fā)", "網(wǎng)", "級(jí)", "砼(tóng)", "鱖(guì)", "人(rén)", "產", "業", "(", ")",
                "霧嶺市", "。", "?。", "，", "5.3%", "😀", "𠮷", "\u{2028}", "\u{feff}", " ", "|", "首頁 > 新聞 > 正文",
                "2024-04-23 10:00:21", "(責編:林雲)", "來源：霧嶺日報", "王健:", "一是", "當前位置:首頁", "標簽:", "評論",
            ]).prop_map(str::to_owned),
            3 => prop::sample::select(vec!["\n", "\r\n", "\r", "\n\n", "\r\r\n"]).prop_map(str::to_owned),
            1 => ".{0,4}",
        ]
    }

    fn text() -> impl Strategy<Value = String> {
        prop::collection::vec(fragment(), 0..60).prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn fixing_twice_is_fixing_once(text in text(), likely: bool) {
            let up_to = if likely { Applicability::Unsafe } else { Applicability::Safe };
            let before = source(&text);
            let once = repair(&before, &Arc::default(), up_to).unwrap().source.unwrap_or(before);
            // Read again from its bytes: a U+FEFF that comes to stand first is a byte order mark from then on.
            let again = Source::decode(once.bytes().to_vec(), Some(Encoding::Utf8)).unwrap();
            let repaired = repair(&again, &Arc::default(), up_to).unwrap();
            prop_assert!(repaired.source.is_none(), "{:?} became {:?}", again.text(), repaired.source.unwrap().text());
            let left = Article::new(again.text(), Arc::default()).findings();
            prop_assert!(left.iter().filter_map(|finding| finding.fix.as_ref()).all(|fix| fix.applicability > up_to));
        }

        #[test]
        fn a_text_without_fixes_comes_back_byte_for_byte(text in text(), encoding in prop::sample::select(vec![
            Encoding::Utf8, Encoding::Gb18030, Encoding::Utf16Le, Encoding::Utf16Be,
        ]), bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            for bytes in [source(&text).bytes().to_vec(), bytes] {
                let Ok(before) = Source::decode(bytes.clone(), Some(encoding)) else { continue };
                if let Ok(repaired) = repair(&before, &Arc::default(), Applicability::Safe) {
                    prop_assert_eq!(repaired.source.is_none(), repaired.fixed == 0);
                }
                prop_assert_eq!(before.bytes(), &bytes[..]);
            }
        }
    }
}
