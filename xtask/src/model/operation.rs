//! Operations.

use super::{Alternative, Body, Parameter, StatusNote, StatusPattern, Success, Type, ValueAt};

/// One operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Rust name of the method.
    pub name: String,
    /// Rust name of the call's type.
    pub call: String,
    /// `operationId` as the document has it, or as derived.
    pub id: String,
    /// JSON pointer of the operation in the document.
    pub pointer: String,
    /// The name in the vendor's documentation (`x-docs-name`).
    pub docs_name: Option<String>,
    /// HTTP method, in capitals.
    pub method: String,
    /// Path template; each variable has a name of its own.
    pub path: String,
    /// Pairs of the query that are always sent: some documents have them in the path.
    pub fixed_query: Vec<(String, String)>,
    /// One line.
    pub summary: Option<String>,
    /// Further lines.
    pub description: Option<String>,
    /// `deprecated: true`.
    pub deprecated: bool,
    /// What it is listed under: the first of its tags.
    pub tag: Option<String>,
    /// Whether a command line asks before it (`x-destructive`), where the description says it.
    pub destructive: Option<bool>,
    /// The secrets in its answer are never shown again (`x-shown-once`).
    pub shown_once: bool,
    /// The properties that a table shows of each item of the answer (`x-columns`), where the description says it.
    pub columns: Vec<String>,
    /// All parameters but those that the client fills in itself: first the required ones.
    pub parameters: Vec<Parameter>,
    /// Headers with a UUID of version 4 in each request, unless the caller sets them.
    pub generated_headers: Vec<String>,
    /// Whether it may be sent again after it may have arrived, where the description says it.
    pub idempotent: Option<bool>,
    /// The request body.
    pub body: Option<Body>,
    /// What a success holds.
    pub success: Success,
    /// The other media types of a success, of which a setter of the call chooses one.
    pub alternatives: Vec<Alternative>,
    /// The data of the event that says that there are no more (`x-stream-end`).
    pub stream_end: Option<String>,
    /// The statuses that mean success.
    pub success_statuses: Vec<StatusPattern>,
    /// What an error's body holds, when the document says.
    pub error: Option<Type>,
    /// What each status means, in the order of the document.
    pub statuses: Vec<StatusNote>,
    /// The value of the `Accept` header.
    pub accept: Option<String>,
    /// The Rust name of the server that it has to itself, one of [`super::Api::own_servers`].
    pub server: Option<String>,
    /// Alternatives; each lists the security schemes that are needed together. Empty for a public operation.
    pub security: Vec<Vec<String>>,
    /// The part of a success's body that the method returns, where that is not the whole (`x-value`).
    pub value: Option<ValueAt>,
    /// The statuses with which the server says that there is nothing, which is no error (`x-absent`).
    pub absent: Vec<u16>,
    /// How the operation's result is split into pages.
    pub pagination: Option<Pagination>,
}

impl Operation {
    /// The types of successes, in whatever media type.
    pub fn success_types(&self) -> impl Iterator<Item = &Type> {
        let others = self.alternatives.iter().map(|other| &other.success);
        std::iter::once(&self.success)
            .chain(others)
            .filter_map(Success::ty)
    }

    /// The types of successes, to be changed.
    pub fn success_types_mut(&mut self) -> impl Iterator<Item = &mut Type> {
        let others = self.alternatives.iter_mut().map(|other| &mut other.success);
        std::iter::once(&mut self.success)
            .chain(others)
            .filter_map(Success::ty_mut)
    }

    /// What is called: the path, and the query that is always sent.
    pub fn target(&self) -> String {
        let pairs = self.fixed_query.iter().enumerate();
        let pairs = pairs.map(|(index, (name, value))| {
            let sign = if index == 0 { '?' } else { '&' };
            format!("{sign}{name}={value}")
        });
        std::iter::once(self.path.clone()).chain(pairs).collect()
    }
}

/// How a list is split into pages (`x-pagination`).
#[derive(Clone, Debug, PartialEq)]
pub struct Pagination {
    /// How a page is asked for.
    pub style: PaginationStyle,
    /// Wire name of the query parameter with the page's size.
    pub size: String,
    /// The size of a page when the caller does not say.
    pub default_size: Option<u64>,
    /// JSON pointer to the items in the answer; empty when the answer is the list.
    pub items: String,
    /// JSON pointer to the number of all items.
    pub total: Option<String>,
    /// JSON pointer to the number of all pages.
    pub total_pages: Option<String>,
    /// The largest page that the server gives.
    pub max_size: Option<u64>,
}

/// How a page is asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum PaginationStyle {
    /// By its number.
    Page {
        /// Wire name of the query parameter.
        parameter: String,
        /// Number of the first page.
        first: u64,
    },
    /// By the number of items before it.
    Offset {
        /// Wire name of the query parameter.
        parameter: String,
    },
}
