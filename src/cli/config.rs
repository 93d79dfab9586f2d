//! `zhengwen config`: the settings in force, as a `zhengwen.toml` that says where each comes from.

use super::Outcome;
use super::args::ConfigCommand;
use super::files::governors;
use super::terminal::{Output, say_error};
use crate::config::{IgnoredText, Setting, Settings};
use toml::Value;

pub(super) fn run(arguments: &ConfigCommand) -> Outcome {
    let mut governors = governors(&arguments.choices);
    if let Err(error) = arguments.path.metadata() {
        say_error(&format!("{}: {error}", arguments.path.display()));
        return Outcome::Failed;
    }
    let path = &arguments.path;
    let governing = if path.is_dir() { governors.of_directory(path) } else { governors.of_file(path) };
    match governing {
        Ok(governing) => {
            let mut output = Output::plain();
            output.print(page(&governing.settings));
            output.finish()
        }
        Err(error) => {
            say_error(&error);
            Outcome::Failed
        }
    }
}

fn page(settings: &Settings) -> String {
    let Settings { select, ignore, encoding, exclude, ignore_text, max_hints, max_problems, debounce_ms, .. } =
        settings;
    let ignored = |ignored: &Vec<IgnoredText>| {
        let entry = |IgnoredText { rule, text }: &IgnoredText| {
            format!("{{ rule = {}, text = {} }}", string(rule), string(text))
        };
        format!("[{}]", ignored.iter().map(entry).collect::<Vec<_>>().join(", "))
    };
    [
        line("select", select, |names| strings(names)),
        line("ignore", ignore, |names| strings(names)),
        line("encoding", encoding, |name| string(name)),
        line("exclude", exclude, |patterns| strings(patterns)),
        line("ignore-text", ignore_text, ignored),
        "\n[editor]\n".to_owned(),
        line("max-hints", max_hints, usize::to_string),
        line("max-problems", max_problems, usize::to_string),
        line("debounce-ms", debounce_ms, u64::to_string),
    ]
    .concat()
}

fn line<T>(key: &str, setting: &Setting<T>, show: impl Fn(&T) -> String) -> String {
    // A path may hold a line end, which would end the comment.
    let origin = super::terminal::harmless(&setting.origin());
    format!("{key} = {} # {origin}\n", show(&setting.value))
}

fn string(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}

fn strings(texts: &[String]) -> String {
    format!("[{}]", texts.iter().map(|text| string(text)).collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Overrides, parse};
    use std::path::Path;

    #[test]
    fn what_is_printed_can_be_read_back() {
        let text = "select = ['M', \"injected-pinyin\"]\nignore-text = [{ rule = 'M101', text = \"a\\\"\\n砼\" }]\n\
                    exclude = ['a\\#b']\n[editor]\ndebounce-ms = 7";
        let file = parse(text, Path::new("/x/zhengwen.toml")).unwrap();
        let page = page(&Settings::new(Some(file.clone()), &Overrides::default()));
        let again = parse(&page, Path::new("/x/zhengwen.toml")).unwrap();
        assert_eq!((&again.select, &again.ignore_text), (&file.select, &file.ignore_text));
        assert_eq!((again.exclude, again.debounce_ms), (file.exclude, file.debounce_ms));
        assert!(page.contains("debounce-ms = 7 # /x/zhengwen.toml\n"), "{page}");
        assert!(page.contains("max-hints = 2000 # default\n"), "{page}");
    }
}
