//! `zhengwen article`: the article without the page around it.

use super::Outcome;
use super::args::{ArticleCommand, ArticleFormat};
use super::files;
use super::report::Frame;
use crate::article::Article;
use std::sync::Arc;

pub(super) fn run(arguments: &ArticleCommand) -> Outcome {
    let format = arguments.format;
    let frame = match format {
        ArticleFormat::Text | ArticleFormat::Markdown => Frame { between: "\n", ..Frame::NONE },
        ArticleFormat::Json => Frame::ARRAY,
        ArticleFormat::Jsonl => Frame::NONE,
    };
    files::print_each(&arguments.input, frame, |job, source| {
        let story = Article::new(source.text(), Arc::clone(&job.config)).reading().story();
        match format {
            ArticleFormat::Text => story.to_text(),
            ArticleFormat::Markdown => story.to_markdown(),
            ArticleFormat::Json => format!("\n{}", story.to_object(&job.name)),
            ArticleFormat::Jsonl => format!("{}\n", story.to_object(&job.name)),
        }
    })
}
