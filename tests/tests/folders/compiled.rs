//! With any of its features a large crate compiles, and what uses it has the same paths as in a small one, and works.

use std::path::Path;

use workspace_tests::crates::{cargo, complaints, on_a_large_stack, write_workspace};

use super::resources::{SMALL, rows_and_labels};
use super::{Files, description, new_files};

/// Checks a crate with each list of features, and then runs a program that has it with one list alone.
fn check(name: &str, library: &Files, lists: &[&str], used: &[&str], program: &str) {
    let of_tests = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let home = of_tests.join(name);
    let target = of_tests.parent().unwrap();
    let manifest = format!(
        "[package]\nname = \"user\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         library-client = {{ path = \"../library-client\", default-features = false, features = {used:?} }}\n"
    );
    let user = Files::from([
        ("Cargo.toml".to_owned(), manifest),
        ("src/main.rs".to_owned(), program.to_owned()),
    ]);
    write_workspace(&home, [("library-client", library), ("user", &user)]);
    let of_library = lists.iter().map(|features| {
        vec![
            "check",
            "--package",
            "library-client",
            "--no-default-features",
            "--features",
            *features,
        ]
    });
    for arguments in of_library.chain([vec!["run", "--package", "user"]]) {
        if let Err(text) = complaints(&cargo(&home, target, &arguments)) {
            panic!("{arguments:?}:\n{text}");
        }
    }
}

#[test]
fn a_tag_needs_what_only_others_compile() {
    on_a_large_stack(|| {
        check(
            "folders",
            &new_files(&description("", 2, &rows_and_labels())),
            &[
                "client",
                "loans",
                "client,client-operations",
                "client,webhooks",
                "mock,cli",
                "mock,cli,books",
                "mock,cli,loans,type",
                "client,books-shelves-rows",
                "mock,cli,books-shelves",
                "mock,cli,all",
            ],
            &["blocking", "mock", "cli", "loans", "members"],
            r#"use library_client::{Call as _, calls::Members0, commands::COMMAND_LINE, mock::Server, types::{Book, Loan, Person}};

fn main() {
    let _: fn(Loan) -> Book = |loan| loan.book;
    let server = Server::start_blocking();
    let expected = server.members_0(|when, then| {
        when.hall("east");
        then.ok(&Person::new("Jane"));
    });
    let client = server.builder().build_blocking().expect("it is a client");
    let call: Members0 = client.members_0("east");
    assert_eq!(call.send().expect("it is answered").name, "Jane");
    expected.assert_called(1);

    // The server knows the first and the last operation of each feature.
    assert!(client.loans_0("east").send().is_err());
    assert!(client.loans_49("west").send().is_err());
    assert!(client.members_49("west").send().is_err());
    let unmatched = server.unmatched();
    assert_eq!(unmatched.len(), 3);
    for (said, expected) in unmatched.iter().zip(["loans_0 (", "loans_49 (", "members_49 ("]) {
        assert!(said.contains(&format!("no call of {expected}")), "{said}");
    }

    // So does the command line, and none of another.
    let commands = format!("{COMMAND_LINE:?}");
    for (command, offered) in [("loans_0", true), ("loans_49", true), ("members_49", true), ("books_0", false)] {
        assert_eq!(commands.contains(&format!("{command:?}")), offered, "{command}: {commands}");
    }
}
"#,
        );
    });
}

#[test]
fn a_resource_needs_what_only_others_compile() {
    on_a_large_stack(|| {
        check(
            "resources",
            &new_files(SMALL),
            &[
                "books-types-operations",
                "webhooks",
                "client,books-books-operations",
                "mock,books-root",
                "mock,cli,books-copies",
                "mock,cli,books-copies-copies",
                "mock,cli,books",
                "mock,cli,all",
            ],
            &["client", "books-root"],
            r#"use library_client::{Client, calls::GetBook, types::Book};

fn get_book(client: &Client) -> GetBook {
    client.get_book(1.to_string().as_str())
}

fn main() {
    let _: fn(&Client) -> GetBook = get_book;
    println!("{:?}", Book::new("Emma"));
}
"#,
        );
    });
}
