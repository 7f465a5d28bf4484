//! The table from which a command line is made: data that a generated crate holds, one row for each operation, argument
//! and property.

mod credentials;
mod described;
mod kinds;
mod merged;

use crate::call::operation::Operation;
use crate::call::server::Server;
use crate::client::core::Request;
use crate::command_line::answers::{Answered, Answers};
use crate::command_line::failure::Failed;
use crate::command_line::given::Given;

pub use self::credentials::{CredentialRow, Place, Value, plain, secret};
pub use self::described::Described;
pub use self::kinds::{
    Alternative, Choice, Column, Field, Kind, Object, called, choice, column, field, tagged,
    word_choice,
};

/// What the command line of a crate offers.
#[derive(Debug)]
pub struct CommandLine {
    pub(crate) name: &'static str,
    pub(crate) version: &'static str,
    pub(crate) about: &'static str,
    pub(crate) urls: &'static [&'static str],
    pub(crate) servers: &'static [&'static Server],
    pub(crate) credentials: &'static [CredentialRow],
    commands: &'static [&'static CommandRow],
    groups: &'static [&'static [&'static CommandRow]],
}

impl CommandLine {
    /// A command line without a command; `name` is that of the crate.
    #[must_use]
    pub const fn new(name: &'static str, version: &'static str, about: &'static str) -> Self {
        Self {
            name,
            version,
            about,
            urls: &[],
            servers: &[],
            credentials: &[],
            commands: &[],
            groups: &[],
        }
    }

    /// The servers that the description names.
    #[must_use]
    pub const fn urls(mut self, urls: &'static [&'static str]) -> Self {
        self.urls = urls;
        self
    }

    /// The servers that single operations have to themselves.
    #[must_use]
    pub const fn servers(mut self, servers: &'static [&'static Server]) -> Self {
        self.servers = servers;
        self
    }

    /// What can be shown to the server.
    #[must_use]
    pub const fn credentials(mut self, credentials: &'static [CredentialRow]) -> Self {
        self.credentials = credentials;
        self
    }

    /// The commands, in the order of the description.
    #[must_use]
    pub const fn commands(mut self, commands: &'static [&'static CommandRow]) -> Self {
        self.commands = commands;
        self
    }

    /// The commands in groups, of which a crate may have been compiled without some.
    #[must_use]
    pub const fn command_groups(
        mut self,
        groups: &'static [&'static [&'static CommandRow]],
    ) -> Self {
        self.groups = groups;
        self
    }

    /// All commands, in the order of the description.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &'static CommandRow> + use<> {
        let grouped = self.groups.iter().copied().flatten();
        self.commands.iter().chain(grouped).copied()
    }
}

/// Sends a request, and says how its answer is read.
pub(crate) type Send = fn(Request, Answers) -> Answered;

/// Puts a value into a request.
pub(crate) type Put = fn(Request, &Given) -> Result<Request, Failed>;

/// One operation.
#[derive(Debug)]
pub struct CommandRow {
    pub(crate) operation: &'static Operation,
    pub(crate) about: &'static str,
    pub(crate) details: &'static str,
    pub(crate) group: &'static str,
    pub(crate) arguments: &'static [Argument],
    pub(crate) body: Option<Body>,
    pub(crate) send: Send,
    /// The name of the argument that says how long a page is, where the answer comes in pages.
    pub(crate) page_size: Option<&'static str>,
    /// The operation that answers with what this one replaces.
    pub(crate) reads: Option<&'static CommandRow>,
    pub(crate) destructive: Option<bool>,
    pub(crate) shown_once: bool,
    /// JSON pointer from the answer to the rows of a table.
    pub(crate) rows: &'static str,
    pub(crate) columns: &'static [Column],
    /// By JSON pointer, within a row or the answer.
    pub(crate) readable: &'static [Column],
}

impl CommandRow {
    /// A command that only asks.
    #[must_use]
    pub const fn new(
        operation: &'static Operation,
        about: &'static str,
        send: fn(Request, Answers) -> Answered,
    ) -> Self {
        Self {
            operation,
            about,
            details: "",
            group: "",
            arguments: &[],
            body: None,
            send,
            page_size: None,
            reads: None,
            destructive: None,
            shown_once: false,
            rows: "",
            columns: &[],
            readable: &[],
        }
    }

    /// What its help says beside the first line.
    #[must_use]
    pub const fn details(mut self, details: &'static str) -> Self {
        self.details = details;
        self
    }

    /// The heading under which it is listed.
    #[must_use]
    pub const fn group(mut self, tag: &'static str) -> Self {
        self.group = tag;
        self
    }

    /// Its parameters: first the required ones.
    #[must_use]
    pub const fn arguments(mut self, arguments: &'static [Argument]) -> Self {
        self.arguments = arguments;
        self
    }

    /// What it sends.
    #[must_use]
    pub const fn body(mut self, body: Body) -> Self {
        self.body = Some(body);
        self
    }

    /// Its answer comes in pages, whose length is this argument.
    #[must_use]
    pub const fn page_size(mut self, argument: &'static str) -> Self {
        self.page_size = Some(argument);
        self
    }

    /// It replaces the whole of what this other operation answers with.
    #[must_use]
    pub const fn reads(mut self, command: &'static CommandRow) -> Self {
        self.reads = Some(command);
        self
    }

    /// Whether it asks before it does something (`x-destructive`); without this a DELETE does.
    #[must_use]
    pub const fn destructive(mut self, destructive: bool) -> Self {
        self.destructive = Some(destructive);
        self
    }

    /// The secrets in its answer are never shown again (`x-shown-once`).
    #[must_use]
    pub const fn shown_once(mut self) -> Self {
        self.shown_once = true;
        self
    }

    /// What a table shows of the answer: the columns, and the JSON pointer to the rows.
    #[must_use]
    pub const fn table(mut self, rows: &'static str, columns: &'static [Column]) -> Self {
        self.rows = rows;
        self.columns = columns;
        self
    }

    /// What of the answer, or of a row of it, the wire counts or codes: a terminal shows times and names instead. Each has the
    /// JSON pointer to it.
    #[must_use]
    pub const fn readable(mut self, values: &'static [Column]) -> Self {
        self.readable = values;
        self
    }

    pub(crate) fn is_destructive(&self) -> bool {
        self.destructive
            .unwrap_or(self.operation.method == "DELETE")
    }
}

/// A parameter.
#[derive(Debug)]
pub struct Argument {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) help: &'static str,
    pub(crate) required: bool,
    pub(crate) put: Put,
}

/// A parameter without which there is no call.
#[must_use]
pub const fn required(
    name: &'static str,
    kind: Kind,
    help: &'static str,
    put: fn(Request, &Given) -> Result<Request, Failed>,
) -> Argument {
    Argument {
        name,
        kind,
        help,
        required: true,
        put,
    }
}

/// A parameter that may be left out.
#[must_use]
pub const fn optional(
    name: &'static str,
    kind: Kind,
    help: &'static str,
    put: fn(Request, &Given) -> Result<Request, Failed>,
) -> Argument {
    let mut argument = required(name, kind, help, put);
    argument.required = false;
    argument
}

/// What is sent.
#[derive(Debug)]
pub struct Body {
    pub(crate) kind: Kind,
    pub(crate) required: bool,
    pub(crate) put: Put,
}

impl Body {
    /// A body without which there is no call.
    #[must_use]
    pub const fn new(kind: Kind, put: fn(Request, &Given) -> Result<Request, Failed>) -> Self {
        Self {
            kind,
            required: true,
            put,
        }
    }

    /// The call can be made without it.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.required = false;
        self
    }
}
