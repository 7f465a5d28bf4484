//! The table from which a command line is made: data that a generated crate holds, one row for each operation, argument
//! and property.

use crate::call::operation::Operation;
use crate::call::server::Server;
use crate::client::core::Request;
use crate::command_line::answers::{Answered, Answers};
use crate::command_line::failure::Failed;
use crate::command_line::given::Given;
use crate::credentials::token::TokenExchange;

/// What the command line of a crate offers.
#[derive(Debug)]
pub struct CommandLine {
    pub(crate) name: &'static str,
    pub(crate) version: &'static str,
    pub(crate) about: &'static str,
    pub(crate) urls: &'static [&'static str],
    pub(crate) servers: &'static [&'static Server],
    pub(crate) credentials: &'static [CredentialRow],
    pub(crate) commands: &'static [&'static CommandRow],
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
}

impl CommandRow {
    /// A command that only asks.
    #[must_use]
    pub const fn new(
        operation: &'static Operation,
        about: &'static str,
        details: &'static str,
        send: fn(Request, Answers) -> Answered,
    ) -> Self {
        Self {
            operation,
            about,
            details,
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
        }
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

    pub(crate) fn is_destructive(&self) -> bool {
        self.destructive
            .unwrap_or(self.operation.method == "DELETE")
    }
}

/// What kind of value is wanted.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Any text.
    Text,
    /// Text that nobody may see: it is never written on the command line.
    Secret,
    /// A whole number.
    Integer,
    /// Any number.
    Number,
    /// Yes or no.
    Boolean,
    /// The content of a file.
    File,
    /// Any JSON.
    Json,
    /// One of some texts.
    Choice(&'static [Choice]),
    /// One of some whole numbers.
    Code(&'static [Choice]),
    /// An object with known properties.
    Object(&'static Object),
    /// Any number of values.
    List(&'static Kind),
    /// Values by name.
    Map(&'static Kind),
}

/// One of the values that are known.
#[derive(Debug)]
pub struct Choice {
    /// As it is sent.
    pub(crate) value: &'static str,
    /// As it is called.
    pub(crate) name: &'static str,
    pub(crate) help: &'static str,
}

/// A value that is known, what it is called, and what it means.
#[must_use]
pub const fn choice(value: &'static str, name: &'static str, help: &'static str) -> Choice {
    Choice { value, name, help }
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

/// An object with known properties.
#[derive(Debug)]
pub struct Object {
    pub(crate) fields: &'static [Field],
    /// Whether it may have others.
    pub(crate) open: bool,
}

impl Object {
    /// An object with these properties.
    #[must_use]
    pub const fn new(fields: &'static [Field]) -> Self {
        Self {
            fields,
            open: false,
        }
    }

    /// It may have other properties too.
    #[must_use]
    pub const fn open(mut self) -> Self {
        self.open = true;
        self
    }
}

/// A property.
#[derive(Debug)]
pub struct Field {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) help: &'static str,
    pub(crate) required: bool,
    pub(crate) nullable: bool,
    /// The only value that it may have, as JSON.
    pub(crate) constant: Option<&'static str>,
}

/// A property, by its name in JSON, that may be left out.
#[must_use]
pub const fn field(name: &'static str, kind: Kind, help: &'static str) -> Field {
    Field {
        name,
        kind,
        help,
        required: false,
        nullable: false,
        constant: None,
    }
}

impl Field {
    /// The object always has it.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// It may be `null`.
    #[must_use]
    pub const fn nullable(mut self) -> Self {
        self.nullable = true;
        self
    }

    /// It has this value, written as JSON, and no other.
    #[must_use]
    pub const fn constant(mut self, json: &'static str) -> Self {
        self.constant = Some(json);
        self
    }
}

/// A column of a table.
#[derive(Debug)]
pub struct Column {
    /// The name of the property.
    pub(crate) name: &'static str,
    /// What its values are called.
    pub(crate) choices: &'static [Choice],
}

/// A column that shows a property, by its name in JSON, and what its values are called.
#[must_use]
pub const fn column(name: &'static str, choices: &'static [Choice]) -> Column {
    Column { name, choices }
}

/// Something that can be shown to the server.
#[derive(Debug)]
pub struct CredentialRow {
    /// The key of the security scheme.
    pub(crate) scheme: &'static str,
    /// What it is called on the command line: `api-key`.
    pub(crate) name: &'static str,
    pub(crate) place: Place,
    pub(crate) values: &'static [Value],
}

impl CredentialRow {
    /// A credential for the security scheme of this key, made of these values.
    #[must_use]
    pub const fn new(
        scheme: &'static str,
        name: &'static str,
        place: Place,
        values: &'static [Value],
    ) -> Self {
        Self {
            scheme,
            name,
            place,
            values,
        }
    }
}

/// Where a credential goes.
#[derive(Clone, Copy, Debug)]
pub enum Place {
    /// Into a header of this name.
    Header(&'static str),
    /// Into the query, under this name.
    Query(&'static str),
    /// Into a cookie of this name.
    Cookie(&'static str),
    /// Into `Authorization: Bearer`.
    Bearer,
    /// Into `Authorization: Basic`: user name and password.
    Basic,
    /// Into a request for a token.
    Exchange(&'static TokenExchange),
}

/// A part of a credential.
#[derive(Debug)]
pub struct Value {
    pub(crate) name: &'static str,
    pub(crate) help: &'static str,
    pub(crate) secret: bool,
    pub(crate) optional: bool,
}

/// A part of a credential that everybody may see, such as the name of a user.
#[must_use]
pub const fn plain(name: &'static str, help: &'static str) -> Value {
    Value {
        name,
        help,
        secret: false,
        optional: false,
    }
}

/// A part of a credential that nobody may see.
#[must_use]
pub const fn secret(name: &'static str, help: &'static str) -> Value {
    let mut value = plain(name, help);
    value.secret = true;
    value
}

impl Value {
    /// The credential can do without it.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.optional = true;
        self
    }
}
