//! The client of a run.

use crate::call::operation::Operation;
use crate::client::builder::ClientBuilder;
use crate::client::core::Core;
use crate::command_line::credentials;
use crate::command_line::failure::Failed;
use crate::command_line::settings::Settings;
use crate::command_line::table::CommandLine;
use crate::command_line::verbose;
use crate::credentials::credential::CredentialSet;

/// A client with the credentials that an operation asks for.
pub(crate) fn connect(
    table: &'static CommandLine,
    settings: &Settings,
    operation: &'static Operation,
) -> Result<Core, Failed> {
    let credentials = match settings.dry_run {
        true => CredentialSet::default(),
        false => credentials::for_call(table, settings, operation)?,
    };
    build(table, settings, credentials)
}

/// A client with these credentials.
pub(crate) fn build(
    table: &'static CommandLine,
    settings: &Settings,
    credentials: CredentialSet,
) -> Result<Core, Failed> {
    let Some(url) = &settings.url else {
        return Err(Failed::usage("no server is named")
            .advice(format!("give `--url`, or `{} login` once", table.name)));
    };
    let mut builder = ClientBuilder::<Core, CredentialSet>::new(url)
        .described_servers(table.servers)
        .credentials(credentials)
        .allow_plain_http(settings.allow_plain_http)
        .watcher(verbose::watcher(settings))
        .user_agent(format!("{}/{}", table.name, table.version));
    if let Some(url) = &settings.token_url {
        builder = builder.token_url(url);
    }
    if let Some(timeout) = settings.timeout {
        builder = builder.timeout(timeout).attempt_timeout(timeout);
    }
    Ok(builder.build()?)
}
