//! Answers: each is read as what its status and its media type say.

mod statuses_of_every_kind;
mod statuses_with_overlapping_bodies;
