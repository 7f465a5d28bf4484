//! What is written from rows in the crates that have a folder for each group of operations. Uses `command_line`, where it is asked for.

mod groups;
mod types;
