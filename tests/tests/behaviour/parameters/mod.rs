//! Parameters: each arrives as its description says.

mod collection_formats;
mod head_with_content;
mod headers_of_many_operations;
mod integers_without_sign;
mod parameter_binary_list;
mod parameter_with_text_content;
mod parameters_in_every_style;
mod path_item_reference_accept;
mod path_styles;
mod query_lists_of_objects;
mod query_pageable;
mod query_string;
mod servers_of_operations;

use workspace_tests::server::{Server, reply};

/// A server that is content with everything.
async fn server() -> Server {
    Server::always(reply(204, "", &[], "")).await
}

/// The pairs of a query with its brackets as they are read.
fn decoded(query: &str) -> Vec<String> {
    let query = query.replace("%5B", "[").replace("%5D", "]");
    query.split('&').map(str::to_owned).collect()
}
