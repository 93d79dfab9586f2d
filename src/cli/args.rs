//! What can be written on the command line.

use crate::config::Overrides;
use crate::lint::select::Selection;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Finds and repairs damaged text in scraped Chinese news, marks what is not article, and reads the facts.
#[derive(Debug, Parser)]
#[command(name = "zhengwen", version, arg_required_else_help = true, max_term_width = 100)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

impl Arguments {
    /// Whether this is `lsp`.
    #[must_use]
    pub const fn is_server(&self) -> bool {
        matches!(self.command, Command::Lsp(_))
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Report what is damaged and what is not article
    ///
    /// Exit code 0: nothing found; 1: something found; 2: something could not be done.
    Check(Check),
    /// Repair files in place
    ///
    /// Applies the Safe fixes until there are none left. Encoding, BOM, line ends and permissions stay as they are, and
    /// a file in which there is nothing to repair is not touched. Standard input (`-`) goes to standard output.
    ///
    /// Exit code 0: done; 1: with --check, a file would change; 2: something could not be done.
    Fix(FixCommand),
    /// Print the article without the page around it: title, source, date, authors and body
    ///
    /// From the repaired text; what is likely to be damage or boilerplate is taken for it.
    Article(ArticleCommand),
    /// Print the figures, dates, people, places and cited documents of an article
    Facts(Facts),
    /// Print the speakers and the sections of an article
    Outline(Outline),
    /// Print a rule's documentation, or the table of rules
    Explain(Explain),
    /// Print the settings in force, and where each comes from
    Config(ConfigCommand),
    /// Run the language server on standard input and output
    Lsp(Lsp),
}

/// Which files, and how they are read.
#[derive(Args, Debug)]
pub struct Input {
    /// Files, directories (walked for *.txt, heeding .gitignore), or - for standard input
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) choices: Choices,
    /// What standard input is called in reports; its directory decides which zhengwen.toml governs
    #[arg(long, value_name = "NAME")]
    pub stdin_filename: Option<PathBuf>,
    /// Read each file on its own: do not look for lines that stand in many of the files
    #[arg(long)]
    pub alone: bool,
    /// How many files to work on at once [default: one for each processor]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,
}

/// What stands over the configuration file.
#[derive(Args, Debug)]
pub struct Choices {
    /// Only these rules, whatever the configuration says: codes, prefixes or names (M101, B2, injected-pinyin)
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = selector)]
    pub select: Option<Vec<String>>,
    /// Not these rules, beside those that the configuration ignores
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = selector)]
    pub ignore: Vec<String>,
    /// How the files are encoded: auto, utf-8, gb18030, big5, … [default: auto]
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    pub encoding: Option<String>,
    /// Take this configuration file, and look for no other
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub config: Option<PathBuf>,
    /// Look for no configuration file
    #[arg(long)]
    pub no_config: bool,
}

impl Choices {
    /// The settings among them.
    #[must_use]
    pub fn overrides(&self) -> Overrides {
        Overrides { select: self.select.clone(), ignore: self.ignore.clone(), encoding: self.encoding.clone() }
    }
}

fn selector(text: &str) -> Result<String, String> {
    Selection::new(&[text], &[]).map(|_| text.to_owned()).map_err(|unknown| unknown.to_string())
}

fn encoding(text: &str) -> Result<String, String> {
    crate::config::check_encoding(text).map(|()| text.to_owned())
}

/// `check`.
#[derive(Args, Debug)]
pub struct Check {
    #[command(flatten)]
    pub(crate) input: Input,
    /// How to report
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
}

/// How to report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people: findings of the same frequent kind are summed up for each file
    #[default]
    Text,
    /// One array
    Json,
    /// One object a line
    Jsonl,
}

/// `fix`.
#[derive(Args, Debug)]
pub struct FixCommand {
    #[command(flatten)]
    pub(crate) input: Input,
    /// Apply Unsafe fixes too, which are likely but not certain
    #[arg(long)]
    pub r#unsafe: bool,
    /// Write nothing; exit with 1 when a file would change
    #[arg(long)]
    pub check: bool,
    /// Write nothing; print a unified diff
    #[arg(long, conflicts_with = "stdout")]
    pub diff: bool,
    /// Write nothing; print the repaired text of the one file, in the file's encoding
    #[arg(long)]
    pub stdout: bool,
}

/// `article`.
#[derive(Args, Debug)]
pub struct ArticleCommand {
    #[command(flatten)]
    pub(crate) input: Input,
    /// How to print
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: ArticleFormat,
}

/// How to print an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ArticleFormat {
    /// The title, what is known of it, and a paragraph a line
    #[default]
    Text,
    /// One array
    Json,
    /// One object a line
    Jsonl,
    /// With the speakers of a transcript as headings
    Markdown,
}

/// `facts`.
#[derive(Args, Debug)]
pub struct Facts {
    #[command(flatten)]
    pub(crate) input: Input,
    /// How to print
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
}

/// `outline`.
#[derive(Args, Debug)]
pub struct Outline {
    #[command(flatten)]
    pub(crate) input: Input,
    /// How to print
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
}

/// `explain`.
#[derive(Args, Debug)]
pub struct Explain {
    /// Code or name of a rule (M101, injected-pinyin); without it, the table of rules
    #[arg(value_name = "RULE")]
    pub rule: Option<String>,
}

/// `config`.
#[derive(Args, Debug)]
pub struct ConfigCommand {
    /// The file or directory to show the settings for
    #[arg(value_name = "PATH", default_value = ".")]
    pub path: PathBuf,
    #[command(flatten)]
    pub(crate) choices: Choices,
}

/// `lsp`.
#[derive(Args, Debug)]
pub struct Lsp {
    /// Accepted because some editors add it; changes nothing
    #[arg(long)]
    pub stdio: bool,
}
