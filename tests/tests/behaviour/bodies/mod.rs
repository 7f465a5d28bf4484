//! Request bodies: each arrives as its description says.

mod collection_formats_of_parts;
mod deprecated;
mod file_without_name;
mod form_nested;
mod form_without_encoding;
mod media_types_of_bodies;
mod multipart_encoding;
mod multipart_map_of_files;
mod multipart_more_fields;
mod multipart_of_every_shape;
mod multipart_union;
mod parts_by_position;
mod parts_that_say_their_media_type;

use workspace_tests::server::{Seen, Server, reply};

/// A server that is content with everything.
async fn server() -> Server {
    Server::always(reply(204, "", &[], "")).await
}

/// The parts of a body, each with its head and its content, without the boundary.
fn parts(seen: &Seen) -> Vec<String> {
    let content_type = seen.header("content-type").unwrap();
    let (_, boundary) = content_type.split_once("; boundary=").unwrap();
    let end = format!("--{boundary}--\r\n");
    let body = seen.body.strip_suffix(&end).unwrap();
    let start = format!("--{boundary}\r\n");
    let parts = body.split(&start).skip(1);
    let disposition = "content-disposition: form-data; ";
    parts
        .map(|part| part.trim_end_matches("\r\n").replace(disposition, ""))
        .collect()
}

/// The pairs of a form, decoded and sorted: whether serde_json keeps the order of members is not ours to say.
fn pairs(body: &str) -> Vec<String> {
    let decoded = body.replace("%5B", "[").replace("%5D", "]");
    let mut pairs: Vec<String> = decoded.split('&').map(str::to_owned).collect();
    pairs.sort();
    pairs
}
