//! Answers: each is read as what its status and its media type say.

mod answers_that_say_done;
mod date_times_without_offset;
mod null_for_lists_and_maps;
mod parts_of_answers;
mod statuses_of_every_kind;
mod statuses_with_overlapping_bodies;
mod unix_times;
mod values_that_servers_write_otherwise;
