//! Documentation pages: from them to a description, and a description against them.

mod audit;
mod bad_input;
mod bytes;
mod command;
mod dialects;
mod kept;
mod mutations;
mod names;
mod review;
mod setup;
mod sources;
mod traps;
mod vendor_file;
mod written;
