//! The command lines, each run as a process of its own against a stand-in of its server.
//!
//! The program of the tests is that of all command lines as well: it is the one that it is called as. No test then waits
//! for another build.
#![cfg(unix)]

mod errors;
mod flags;
mod lives;
mod many;
mod program;
mod secrets;
mod shapes;
mod start;
mod terminal;
mod transcripts;
mod vendors;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};
use users_client_runtime::command_line;

fn main() -> ExitCode {
    let called = std::env::args_os().next().map(PathBuf::from);
    let called = called.as_deref().and_then(Path::file_name);
    let table = match called.and_then(OsStr::to_str) {
        Some("alsid-users") => &alsid_users::commands::COMMAND_LINE,
        Some("contabo-users") => &contabo_users::commands::COMMAND_LINE,
        Some("kestra-users") => &kestra_users::commands::COMMAND_LINE,
        Some("portainer-users") => &portainer_users::commands::COMMAND_LINE,
        Some("large") => start::large(),
        Some("pets") => &shapes::COMMAND_LINE,
        Some("sftpgo-users") => &sftpgo_users::commands::COMMAND_LINE,
        _ => return libtest_mimic::run(&Arguments::from_args(), trials()).exit_code(),
    };
    command_line::main(table)
}

/// A test for each function of these names.
macro_rules! trials {
    ($make:ident: $($module:ident::$test:ident),* $(,)?) => {
        [$($make(concat!(stringify!($module), "::", stringify!($test)), $module::$test)),*]
    };
}

fn trials() -> Vec<Trial> {
    let simple = trials![simple:
        errors::a_dry_run_sends_something_or_shows_a_secret,
        errors::a_shell_completes_nothing,
        errors::help_is_not_what_it_was,
        lives::a_template_lacks_a_property,
        many::a_misspelt_column_is_left_out,
        shapes::commands_are_not_grouped_by_their_tags,
        secrets::a_secret_is_taken_from_the_command_line,
        start::a_command_line_is_slower_than_anybody_notices,
        start::help_for_a_large_description_keeps_somebody_waiting,
        terminal::help_is_wider_than_the_terminal,
        transcripts::the_help_of_a_command_is_not_what_it_was,
    ];
    let waiting = trials![waiting:
        errors::a_server_that_says_no_looks_like_success,
        errors::an_error_does_not_say_what_to_do_next,
        flags::a_flag_is_lost_on_its_way_to_the_wire,
        lives::a_body_in_a_file_is_not_read,
        lives::a_list_ends_with_its_first_page,
        lives::a_user_of_sftpgo_is_not_what_the_flags_say,
        lives::an_update_takes_away_what_it_does_not_name,
        lives::a_profile_outlives_its_logout,
        lives::the_other_four_do_not_list_their_users,
        many::a_killed_run_does_something_twice_when_it_is_run_again,
        many::what_failed_cannot_be_tried_again,
        secrets::a_file_of_failures_holds_a_password,
        secrets::a_file_with_a_credential_is_read_that_others_may_read,
        secrets::a_secret_is_left_somewhere_while_it_is_used_or_afterwards,
        secrets::what_is_kept_of_a_run_is_read_by_others,
        secrets::a_verbose_run_keeps_a_retry_or_a_token_to_itself,
        secrets::a_verbose_run_shows_a_secret,
        shapes::a_body_that_is_no_object_needs_a_file,
        shapes::an_answer_that_its_status_tells_apart_shows_a_secret,
        shapes::properties_of_different_alternatives_are_sent_together,
        terminal::a_password_is_seen_while_it_is_typed_or_kept,
        terminal::a_password_is_seen_that_is_typed_before_it_is_asked_for,
        terminal::a_secret_that_is_shown_once_is_lost,
        terminal::a_terminal_shows_a_secret_that_nobody_asked_for,
        terminal::a_terminal_has_no_echo_after_an_interrupted_prompt,
        terminal::a_terminal_shows_json,
        terminal::a_terminal_shows_what_the_wire_counts,
        terminal::a_user_is_deleted_without_a_question,
        terminal::an_interrupted_run_drops_the_calls_in_flight,
        terminal::colours_come_where_nobody_wants_them,
        transcripts::a_command_of_alsid_is_never_tried,
        transcripts::a_command_of_contabo_is_never_tried,
        transcripts::a_command_of_kestra_is_never_tried,
        transcripts::a_command_of_portainer_is_never_tried,
        transcripts::a_command_of_sftpgo_is_never_tried,
        vendors::a_machine_that_is_banned_is_told_to_check_its_password,
        vendors::a_user_of_alsid_is_not_what_the_flags_say,
        vendors::a_user_of_contabo_is_not_what_the_flags_say,
        vendors::a_user_of_kestra_is_not_what_the_flags_say,
        vendors::a_user_of_portainer_is_not_what_the_flags_say,
    ];
    simple.into_iter().chain(waiting).collect()
}

fn simple(name: &str, test: fn()) -> Trial {
    Trial::test(name, move || {
        test();
        Ok(())
    })
}

fn waiting<F>(name: &str, test: fn() -> F) -> Trial
where
    F: Future<Output = ()> + 'static,
{
    Trial::test(name, move || {
        tokio::runtime::Runtime::new()?.block_on(test());
        Ok(())
    })
}
