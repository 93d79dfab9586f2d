//! `zhengwen/facts`: all facts of a document, for tables: the objects of `zhengwen facts --format json`, with the place
//! of each as the protocol gives places.

use serde_json::{Map, Value, json};

use crate::article::Article;
use crate::facts::object::put_details;
use crate::lsp::convert::Ranges;
use crate::text::position::Encoding;

/// The facts of `article`, which is called `name` and has the URI `uri`.
#[must_use]
pub fn facts(article: &Article, name: &str, uri: &str, encoding: Encoding) -> Vec<Value> {
    let known = article.known();
    let view = &known.reading.view;
    let mut ranges = Ranges::new(article, encoding);
    let object = |fact: &crate::facts::Fact| {
        let mut object = Map::new();
        let mut put = |key: &str, value: Value| _ = object.insert(key.to_owned(), value);
        let span = view.to_disk(fact.span);
        let range = ranges.range(span);
        put("filename", name.into());
        put("uri", uri.into());
        put("kind", fact.kind.name().into());
        put("text", view.text().get(fact.span.range()).into());
        put("span", json!({ "start": span.start, "end": span.end }));
        put("range", json!(range));
        put_details(fact, view.text(), &mut put);
        Value::Object(object)
    };
    known.facts.iter().map(object).collect()
}
