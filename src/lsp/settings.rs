//! Which `zhengwen.toml` governs an open document, and having it watched.

use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use tower_lsp::Client;
use tower_lsp::lsp_types::request::RegisterCapability;
use tower_lsp::lsp_types::{Registration, RegistrationParams};

use super::guard::ask::ask;
use super::guard::uri::Uri;
use crate::config::{self, Config, FILE_NAME, Overrides, Settings};

/// The configuration of a document: from the nearest file above it. A document without a path has the defaults.
///
/// # Errors
/// What is wrong with the file, in words.
pub(crate) fn config_for(uri: &Uri) -> Result<Arc<Config>, String> {
    let path = uri.path();
    let file = path.as_deref().and_then(|path| path.parent()).and_then(config::find);
    let file = file.map(|file| config::load(&file)).transpose().map_err(|error| error.to_string())?;
    let config = Settings::new(file, &Overrides::default()).config().map_err(|error| error.to_string())?;
    Ok(Arc::new(config))
}

/// Asks the client to say when a configuration file changes.
pub(crate) async fn watch(client: Client) {
    let options = json!({ "watchers": [{ "globPattern": format!("**/{FILE_NAME}") }] });
    let registration = Registration {
        id: "zhengwen.toml".to_owned(),
        method: "workspace/didChangeWatchedFiles".to_owned(),
        register_options: Some(options),
    };
    let params = RegistrationParams { registrations: vec![registration] };
    // A client that refuses is asked to save a file or change its settings, which reads the configuration too.
    let _ = ask::<RegisterCapability>(&client, params, Duration::from_secs(10)).await;
}
