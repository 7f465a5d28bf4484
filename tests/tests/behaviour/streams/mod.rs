//! Answers in pieces, and answers of which the caller chooses the media type.

mod bodies_that_are_not_read;
mod event_streams;
mod event_streams_of_openapi_3_2;
