//! What governs an open document: the editor's settings, and the nearest `zhengwen.toml` above it, which stands over
//! them. Both may change at any time.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};
use tower_lsp::Client;
use tower_lsp::lsp_types::request::{RegisterCapability, WorkspaceConfiguration};
use tower_lsp::lsp_types::{ConfigurationItem, ConfigurationParams, MessageType, Registration, RegistrationParams};

use super::documents::Documents;
use super::guard::Guard;
use super::guard::ask::ask;
use super::guard::uri::Uri;
use super::lock;
use crate::config::{self, Config, EditorSettings, FILE_NAME, Settings};
use crate::language::Language;

/// The section of our settings, in editors that keep those of several servers together.
const SECTION: &str = "zhengwen";

/// How long an editor may take to answer.
const LIMIT: Duration = Duration::from_secs(10);

/// Gives each open document its configuration.
pub(crate) struct Governor {
    guard: Guard,
    documents: Arc<Documents>,
    editor: Mutex<EditorSettings>,
    /// What is wrong with configurations, and was said: once, not for each document or each time one is saved.
    told: Mutex<BTreeSet<String>>,
}

impl Governor {
    pub(crate) fn new(guard: Guard, documents: Arc<Documents>) -> Self {
        Self { guard, documents, editor: Mutex::default(), told: Mutex::default() }
    }

    /// The configuration of a document that is opened; where it is wrong, the defaults.
    pub(crate) fn config_or_default(&self, uri: &Uri) -> Arc<Config> {
        self.config_for(uri).unwrap_or_else(|error| {
            if lock(&self.told).insert(error.clone()) {
                self.guard.outbox.show(MessageType::ERROR, &format!("zhengwen goes by its defaults: {error}"));
            }
            Arc::default()
        })
    }

    /// Reads the configuration of every open document again; where it is another, so may be what is found. Where one is
    /// wrong, what was read before holds.
    pub(crate) fn configure_all(&self) {
        let mut errors = BTreeSet::new();
        for document in self.documents.all() {
            match self.config_for(&document.uri) {
                Ok(config) if config != document.config() => document.configure(config),
                Ok(_) => {}
                Err(error) => _ = errors.insert(error),
            }
        }
        let mut told = lock(&self.told);
        for error in errors.difference(&told) {
            self.guard.outbox.show(MessageType::ERROR, &format!("zhengwen: {error}"));
        }
        *told = errors;
    }

    /// The configuration of a document: its file over the editor's settings. A document without a path has no file.
    fn config_for(&self, uri: &Uri) -> Result<Arc<Config>, String> {
        let path = uri.path();
        let file = path.as_deref().and_then(|path| path.parent()).and_then(config::find);
        let file = file.map(|file| config::load(&file)).transpose().map_err(|error| error.to_string())?;
        let settings = Settings::in_editor(lock(&self.editor).clone(), file);
        let config = settings.config().map_err(|error| format!("in the editor's settings: {error}"))?;
        Ok(Arc::new(config))
    }

    /// Takes the settings that the editor starts with.
    pub(crate) fn begin(&self) {
        self.take(&json!({ SECTION: {} }));
    }

    /// Takes the editor's settings as they came, over those that it started with. False if there are none in `value`.
    pub(crate) fn take(&self, value: &Value) -> bool {
        let Some(said) = section(value).and_then(Value::as_object) else { return false };
        let session = self.guard.session();
        let mut merged = section(&session.options).cloned().unwrap_or_else(|| json!({}));
        for (key, value) in said.iter().filter(|(_, value)| !value.is_null()) {
            merged[key] = value.clone();
        }
        let (section, locale) = (&merged, &session.locale);
        let language = match section["language"].as_str() {
            Some(tag) if !tag.is_empty() && tag != "auto" => Language::of(tag),
            _ if locale.is_empty() => Language::of_environment(),
            _ => Language::of(locale),
        };
        *lock(&self.editor) = read(section);
        if language != Language::of_process() {
            language.use_it();
            self.documents.all().iter().for_each(|document| document.touch());
        }
        self.configure_all();
        true
    }

    /// Asks the editor for its settings.
    pub(crate) async fn pull(self: Arc<Self>, client: Client) {
        let item = ConfigurationItem { scope_uri: None, section: Some(SECTION.to_owned()) };
        let params = ConfigurationParams { items: vec![item] };
        if let Ok(answer) = ask::<WorkspaceConfiguration>(&client, params, LIMIT).await {
            // One that has set nothing answers null.
            let settings = answer.into_iter().next().filter(Value::is_object).unwrap_or_else(|| json!({}));
            self.take(&json!({ SECTION: settings }));
        }
    }
}

/// Our part of what an editor sends: under our name, or the whole where it has keys of ours.
fn section(value: &Value) -> Option<&Value> {
    const KEYS: [&str; 5] = ["select", "ignore", "language", "maxHints", "maxProblems"];
    let ours = &value[SECTION];
    let whole = || KEYS.iter().any(|key| value.get(key).is_some()).then_some(value);
    if ours.is_object() { Some(ours) } else { whole() }
}

/// What has the wrong shape counts as not said: an editor checks its settings by its own schema.
fn read(section: &Value) -> EditorSettings {
    let list = |key: &str| {
        let items = section[key].as_array()?;
        Some(items.iter().filter_map(|item| Some(item.as_str()?.to_owned())).collect())
    };
    let number = |key: &str| section[key].as_u64().and_then(|number| number.try_into().ok());
    EditorSettings {
        // No rule at all would be another setting; an empty list is what editors send for one that is not set.
        select: list("select").filter(|select: &Vec<String>| !select.is_empty()),
        ignore: list("ignore").filter(|ignore: &Vec<String>| !ignore.is_empty()),
        max_hints: number("maxHints"),
        max_problems: number("maxProblems"),
    }
}

/// Asks the client to say when a configuration file, or a text, changes on disk.
pub(crate) async fn watch(client: Client) {
    let options = json!({ "watchers": [
        { "globPattern": format!("**/{FILE_NAME}") },
        { "globPattern": "**/*.txt" },
    ] });
    let registration = Registration {
        id: FILE_NAME.to_owned(),
        method: "workspace/didChangeWatchedFiles".to_owned(),
        register_options: Some(options),
    };
    let params = RegistrationParams { registrations: vec![registration] };
    // A client that refuses is asked to save a file or change its settings, which reads the configuration too.
    let _ = ask::<RegisterCapability>(&client, params, LIMIT).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_come_under_our_name_or_bare() {
        let ours = json!({ "select": ["M"], "maxHints": 3, "maxProblems": -1, "ignore": [] });
        let expected =
            EditorSettings { select: Some(vec!["M".to_owned()]), max_hints: Some(3), ..EditorSettings::default() };
        for value in [json!({ "zhengwen": ours, "other": { "select": 1 } }), ours.clone()] {
            assert_eq!(section(&value).map(read), Some(expected.clone()));
        }
        for value in [json!(null), json!({}), json!([]), json!({ "zhengwen": null, "other": 1 })] {
            assert_eq!(section(&value), None, "{value}");
        }
        assert!(section(&json!({ "zhengwen": {} })).is_some());
    }
}
