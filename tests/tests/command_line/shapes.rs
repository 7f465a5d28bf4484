//! What none of the five descriptions has: several tags, alternatives, bodies that are no objects.

use serde_json::{Value, json};
use users_client_runtime::command_line::{
    Body, CommandLine, CommandRow, Kind, Object, ToJson, choice, field,
};
use users_client_runtime::{DecodeError, FromAnswer, Operation, RawAnswer, Secret};
use workspace_tests::server::{self, Server};

use super::program::{Machine, Run};
use super::terminal::shown;

/// As a crate would hold it.
pub(crate) static COMMAND_LINE: CommandLine =
    CommandLine::new("pets", "1.0.0", "Pets and their tags").commands(&[
        &CREATE_PET,
        &CREATE_GUESS,
        &SET_TAGS,
        &SET_LABELS,
        &RENAME,
        &SET_OWNERS,
        &MAKE_KEY,
    ]);

static MAKE_KEY: CommandRow = CommandRow::new(
    &const { Operation::new("MAKE_KEY", "POST", "/keys") },
    "Make a key",
    |request, answers| answers.by_status(request.send_by_status::<Made, Value>()),
)
.group("Pets");

/// What a status tells apart from other answers.
struct Made(Secret);

impl FromAnswer for Made {
    fn from_answer(answer: RawAnswer<'_>) -> Result<Self, DecodeError> {
        answer.json().map(Self)
    }
}

impl ToJson for Made {
    fn to_json(&self) -> serde_json::Result<Value> {
        serde_json::to_value(&self.0)
    }
}

macro_rules! command {
    ($name:ident, $method:literal, $about:literal, $group:literal, $kind:expr) => {
        static $name: CommandRow = CommandRow::new(
            &const { Operation::new(stringify!($name), $method, "/things") },
            $about,
            |request, answers| answers.one(request.send_json::<Value, Value>()),
        )
        .group($group)
        .body(Body::new($kind, |request, given| {
            Ok(request.json(&given.read::<Value>()?))
        }));
    };
}

command!(
    CREATE_PET,
    "POST",
    "Create a pet",
    "Pets",
    Kind::Object(&PET)
);
command!(
    CREATE_GUESS,
    "POST",
    "Create a pet of which nobody says the kind",
    "Pets",
    Kind::Object(&GUESS)
);
command!(
    SET_TAGS,
    "PUT",
    "Set the tags",
    "Tags",
    Kind::List(&Kind::Text)
);
command!(
    SET_LABELS,
    "PUT",
    "Set the labels",
    "Tags",
    Kind::Map(&Kind::Integer)
);
command!(RENAME, "PUT", "Give another name", "Pets", Kind::Text);
command!(
    SET_OWNERS,
    "PUT",
    "Set the owners",
    "Pets",
    Kind::List(&Kind::Object(&OWNER))
);

static PET: Object = Object::new(&[
    field(
        "kind",
        Kind::Choice(&[choice("cat", "cat", ""), choice("dog", "dog", "")]),
        "Which kind it is.",
    )
    .required(),
    field("lives", Kind::Integer, "How many are left.")
        .required()
        .only(&["cat"]),
    field("barks", Kind::Boolean, "Whether it is heard.").only(&["dog"]),
    field("born", Kind::UnixSeconds, "Its birthday."),
])
.tag("kind");

static GUESS: Object = Object::new(&[
    field("lives", Kind::Integer, "How many are left.").only(&["cat"]),
    field("barks", Kind::Boolean, "Whether it is heard.").only(&["dog"]),
]);

static OWNER: Object = Object::new(&[
    field("name", Kind::Text, "The name.").required(),
    field("address", Kind::Object(&ADDRESS), "Where to."),
]);

static ADDRESS: Object = Object::new(&[field("streets", Kind::List(&Kind::Text), "The streets.")]);

fn machine() -> Machine {
    Machine::new("pets", "http://127.0.0.1:9".to_owned())
}

#[track_caller]
fn refused(run: &Run, why: &str) {
    assert_eq!(run.status, 2, "{run}");
    assert!(run.errors.contains(why), "{run}");
}

pub(crate) fn commands_are_not_grouped_by_their_tags() {
    let machine = machine();
    let help = machine.prints(&["--help"]);
    let at = |text: &str| {
        help.find(text)
            .unwrap_or_else(|| panic!("`{text}` in {help}"))
    };
    assert!(
        at("Pets:") < at("create-pet") && at("set-owners") < at("Tags:"),
        "{help}"
    );
    assert!(
        at("Tags:") < at("set-tags") && at("set-labels") < at("This program:"),
        "{help}"
    );
    assert!(at("Output:") < at("--columns"), "{help}");
    assert_eq!(help.matches("set-tags").count(), 1, "{help}");
    // Grouped or not, all of them are found.
    refused(&machine.run(&["creat-pet"]), "'create-pet'");
    assert!(machine.prints(&["completions", "zsh"]).contains("set-tags"));
    machine.prints(&["man", "pages"]);
    assert!(machine.home.path().join("pages/pets-set-tags.1").exists());
}

pub(crate) async fn properties_of_different_alternatives_are_sent_together() {
    let server = Server::always(server::json(200, "{}")).await;
    let machine = Machine::new("pets", server.url());
    refused(
        &machine.run(&["create-pet", "cat", "--lives", "9", "--barks"]),
        "--barks does not go with `cat`",
    );
    refused(&machine.run(&["create-pet", "cat"]), "--lives is missing");
    refused(
        &machine.run(&["create-guess", "--lives", "9", "--barks"]),
        "do not go together",
    );
    assert_eq!(server.count(), 0);
    machine.prints(&["create-pet", "dog", "--barks", "--born", "2026-11-20"]);
    let sent: Value = serde_json::from_str(&server.only().body).expect("JSON");
    assert_eq!(
        sent,
        json!({ "kind": "dog", "barks": true, "born": 1_795_132_800 })
    );

    let help = machine.prints(&["create-pet", "--help"]);
    assert!(help.contains("Only with --kind cat."), "{help}");
    let of_dogs = machine.prints(&["create-pet", "dog", "--help"]);
    assert!(
        !of_dogs.contains("--lives") && of_dogs.contains("--barks"),
        "{of_dogs}"
    );
    let template = machine.prints(&["create-pet", "--body-template"]);
    assert!(template.contains("only with kind cat"), "{template}");
}

pub(crate) async fn a_body_that_is_no_object_needs_a_file() {
    let server = Server::always(server::json(200, "{}")).await;
    let machine = Machine::new("pets", server.url());
    machine.file("owners.json", r#"[{"name": "first"}]"#);
    machine.file("tags.jsonl", "{\"item\": [\"x\", \"y\"]}\n");
    let calls: [(&[&str], Value); 7] = [
        (
            &["set-tags", "--item", "a", "--item", "b,c"],
            json!(["a", "b,c"]),
        ),
        (
            &["set-labels", "--entry", "a=1", "--entry", "b=2"],
            json!({ "a": 1, "b": 2 }),
        ),
        (&["rename", "--value", "Tom"], json!("Tom")),
        (&["set-owners", "jane"], json!([{ "name": "jane" }])),
        (
            &[
                "set-owners",
                "--item",
                "name=erik,address.streets=a,address.streets=b",
            ],
            json!([{ "name": "erik", "address": { "streets": ["a", "b"] } }]),
        ),
        (
            &[
                "set-owners",
                "last",
                "--body",
                "owners.json",
                "--item",
                r#"{"name": "second"}"#,
            ],
            json!([{ "name": "first" }, { "name": "second" }, { "name": "last" }]),
        ),
        (&["set-tags", "--each", "tags.jsonl"], json!(["x", "y"])),
    ];
    for (arguments, body) in calls {
        machine.prints(arguments);
        let seen = server.seen().pop().expect("a call");
        let sent: Value = serde_json::from_str(&seen.body).expect("JSON");
        assert_eq!(sent, body, "{arguments:?}");
    }
    refused(&machine.run(&["set-tags"]), "`--item`");
    refused(
        &machine.run(&["set-owners", "--item", "nam=x"]),
        "there is no `nam`, only name, address",
    );
}

pub(crate) async fn an_answer_that_its_status_tells_apart_shows_a_secret() {
    let server = Server::always(server::json(201, "\"hunter2\"")).await;
    let (machine, seen) = shown(Machine::new("pets", server.url()), &["make-key"]).await;
    assert!(seen.contains("***") && !seen.contains("hunter2"), "{seen}");
    assert!(machine.prints(&["make-key"]).contains("hunter2"));
}
