//! Every operation of every vendor, called through its generated client against a local server.
//!
//! What was sent is a snapshot, one file for each operation; what was answered has to come back out of
//! the decoded value, field by field.

mod complete;
mod description;
mod enumerations;
mod harness;

mod alsid;
mod contabo;
mod kestra;
mod portainer;
mod sftpgo;
