//! Descriptions with mistakes: what is sent and read is what their authors surely meant.

mod body_parameters;
mod contradictory_parts;
mod queries_in_paths;
mod variables_as_routers_write_them;
mod words_for_types;

use workspace_tests::server::{Server, reply};

/// A server that is content with everything.
async fn server() -> Server {
    Server::always(reply(204, "", &[], "")).await
}
