//! Answers: each is read as what its status and its media type say.

mod answers_that_say_done;
mod date_times_without_offset;
mod null_for_lists_and_maps;
mod statuses_of_every_kind;
mod statuses_with_overlapping_bodies;
mod values_that_servers_write_otherwise;
