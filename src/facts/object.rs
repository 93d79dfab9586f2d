//! A fact as the JSON object that scripts and editors get.

use super::{Direction, Fact, FactKind, Figure};
use serde_json::{Value, json};
use smol_str::SmolStr;

impl FactKind {
    /// The word for it in JSON.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Figure(_) => "figure",
            Self::Date(_) => "date",
            Self::Person(_) => "person",
            Self::Organisation { .. } => "organisation",
            Self::Place { .. } => "place",
            Self::Document { .. } => "document",
        }
    }
}

/// Puts what there is to say of `fact`, which stands in `text`; what is not known is null.
pub(crate) fn put_details(fact: &Fact, text: &str, put: &mut impl FnMut(&str, Value)) {
    match &fact.kind {
        FactKind::Figure(figure) => put_figure(figure, text, put),
        FactKind::Date(date) => {
            put("iso", date.iso.as_deref().into());
            put("duration", date.duration.as_deref().into());
            put("relative", date.relative.into());
        }
        FactKind::Person(person) => {
            put("name", person.name.as_str().into());
            put("titles", person.titles.iter().map(SmolStr::as_str).collect());
            put("organisation", person.organisation.as_deref().into());
        }
        FactKind::Organisation { name } | FactKind::Place { name } => put("name", name.as_str().into()),
        FactKind::Document { name, issuer } => {
            put("name", name.as_str().into());
            put("issuer", issuer.as_deref().into());
        }
    }
}

fn put_figure(figure: &Figure, text: &str, put: &mut impl FnMut(&str, Value)) {
    let trend = figure.trend.as_ref().map(|trend| match trend.direction {
        Direction::Up => "up",
        Direction::Down => "down",
        Direction::Flat => "flat",
    });
    let si = figure.si.as_ref().map(|si| {
        json!({ "value": si.value.to_string(), "value_to": si.value_to.map(|to| to.to_string()), "unit": si.unit.as_str() })
    });
    let period =
        figure.period.as_ref().map(|period| json!({ "text": period.text.as_str(), "iso": period.iso.as_deref() }));
    put("value", figure.value.to_string().into());
    put("value_to", figure.value_to.map(|to| to.to_string()).into());
    put("unit", figure.unit.as_deref().into());
    put("unit_text", figure.unit_text.as_deref().into());
    put("si", si.into());
    put("quantity", figure.quantity.name().into());
    put("modifier", figure.modifier.as_deref().into());
    put("metric", figure.metric.as_deref().into());
    put("trend", trend.into());
    put("trend_text", figure.trend.as_ref().map(|trend| trend.text.as_str()).into());
    put("basis", figure.basis.as_deref().into());
    put("period", period.into());
    put("place", figure.place.as_deref().into());
    put("scope", figure.scope.as_deref().into());
    put("speaker", figure.speaker.as_deref().into());
    put("section", figure.section.as_deref().into());
    put("sentence", text.get(figure.sentence.range()).into());
}
