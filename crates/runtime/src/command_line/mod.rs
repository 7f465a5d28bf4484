//! A command line for a client, from a table that its crate holds. Uses `values`, `call`, `outcome`, `credentials`, `sending`, `streams`, `client`.

mod alternatives;
mod answers;
mod arguments;
mod assembly;
mod body;
mod completions;
mod confirmation;
mod credentials;
mod curl;
mod each;
mod echo;
mod failure;
mod given;
mod help;
mod keyring;
mod kinds;
mod login;
mod logout;
mod names;
mod output;
mod own;
mod profiles;
mod run;
mod secrets;
mod session;
mod settings;
mod table;
mod template;
mod times;
mod verbose;

pub use answers::{Answered, Answers, ToJson};
pub use failure::Failed;
pub use given::Given;
pub use run::main;
pub use table::{
    Alternative, Argument, Body, Choice, Column, CommandLine, CommandRow, CredentialRow, Described,
    Field, Kind, Object, Place, Value, called, choice, column, field, optional, plain, required,
    secret, tagged, word_choice,
};
