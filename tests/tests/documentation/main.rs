//! Documentation pages: from them to a description, and a description against them.

mod audit;
mod bad_input;
mod by_hand;
mod bytes;
mod command;
mod dialects;
mod formatted;
mod kept;
mod mutations;
mod names;
mod places;
mod proportion;
mod real;
mod review;
mod second;
mod setup;
mod sources;
mod tags;
mod traps;
mod truth;
mod vendor_file;
mod written;
