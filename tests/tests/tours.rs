//! The tours as a newcomer starts them, with `cargo run` at the root of the workspace.

use std::path::Path;
use std::process::{Command, Output};

use insta::assert_snapshot;
use workspace_tests::stand_in::{StandIn, Vendor, alsid, contabo, kestra, portainer, sftpgo};

/// Variables that do not reach the tours. Somebody who runs these tests may have set those of a vendor for a real
/// server. The others describe this package, and make cargo build some dependencies again that look at them.
const KEPT_AWAY: [&str; 8] = [
    "ALSID_",
    "CONTABO_",
    "KESTRA_",
    "PORTAINER_",
    "SFTPGO_",
    "CARGO_PKG_",
    "CARGO_MANIFEST_",
    "CARGO_CRATE_",
];

/// Runs a tour to its end. Where the examples are built already, as `cargo test` does, this only starts one.
async fn cargo_run(
    example: &'static str,
    arguments: Vec<String>,
    variables: Vec<(&'static str, String)>,
) -> Output {
    let run = move || {
        let mut command = Command::new(env!("CARGO"));
        command
            .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))
            .args(["run", "--quiet", "--offline", "--example", example, "--"])
            .args(arguments);
        for (name, _) in std::env::vars_os() {
            if KEPT_AWAY
                .iter()
                .any(|prefix| name.to_string_lossy().starts_with(prefix))
            {
                command.env_remove(name);
            }
        }
        command.envs(variables).output().expect("cargo starts")
    };
    tokio::task::spawn_blocking(run)
        .await
        .expect("the tour does not panic here")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("the output is text")
}

/// What a tour prints that has ended well.
#[track_caller]
fn output(tour: &Output) -> String {
    assert!(
        tour.status.success(),
        "{}\n{}",
        text(&tour.stdout),
        text(&tour.stderr)
    );
    text(&tour.stdout)
}

/// A tour of a stand-in of its own.
async fn tour(example: &'static str) -> String {
    output(&cargo_run(example, Vec::new(), Vec::new()).await)
}

/// A tour of the server that `--url` names: what it prints, and what it asks for.
async fn tour_of<V: Vendor>(
    example: &'static str,
    server: &StandIn<V>,
    write: bool,
    variables: Vec<(&'static str, String)>,
) -> (String, Vec<String>) {
    let before = server.requests().len();
    let mut arguments = vec!["--url".to_owned(), server.base_url()];
    arguments.extend(write.then(|| "--write".to_owned()));
    let printed = output(&cargo_run(example, arguments, variables).await);
    let mut requests = server.requests();
    requests.drain(..before);
    assert!(!requests.is_empty());
    (printed.replace(&server.base_url(), "[url]"), requests)
}

#[track_caller]
fn assert_only_gets(requests: &[String]) {
    assert!(
        requests.iter().all(|request| request.starts_with("GET ")),
        "{requests:#?}"
    );
}

fn set<const N: usize>(variables: [(&'static str, &str); N]) -> Vec<(&'static str, String)> {
    variables
        .map(|(name, value)| (name, value.to_owned()))
        .into()
}

#[tokio::test]
async fn every_tour_shows_the_same_in_every_run() {
    for example in ["alsid", "contabo", "kestra", "portainer", "sftpgo"] {
        assert_snapshot!(example, tour(example).await);
    }
}

#[tokio::test]
async fn a_tour_of_a_real_server_only_reads() {
    let server = alsid::start().await;
    let key = set([("ALSID_API_KEY", alsid::API_KEY)]);
    assert_only_gets(&tour_of("alsid", &server, false, key).await.1);

    let server = contabo::start().await;
    let token = server.state().add_token();
    let token = set([("CONTABO_TOKEN", &token)]);
    assert_only_gets(&tour_of("contabo", &server, false, token).await.1);

    let server = kestra::start().await;
    let login = set([
        ("KESTRA_USERNAME", kestra::ADMIN),
        ("KESTRA_PASSWORD", kestra::PASSWORD),
    ]);
    assert_only_gets(&tour_of("kestra", &server, false, login).await.1);

    let server = portainer::start().await;
    let key = server.state().add_key(1, "for the test");
    let key = set([("PORTAINER_API_KEY", &key)]);
    assert_only_gets(&tour_of("portainer", &server, false, key).await.1);

    let server = sftpgo::start().await;
    let login = set([
        ("SFTPGO_USERNAME", sftpgo::ADMIN),
        ("SFTPGO_PASSWORD", sftpgo::PASSWORD),
    ]);
    let (printed, requests) = tour_of("sftpgo", &server, false, login).await;
    assert_only_gets(&requests);
    assert_snapshot!("sftpgo_read_only", printed);
}

/// A login is traded for a token with a POST, which changes nothing.
#[tokio::test]
async fn a_login_is_all_that_a_reading_tour_posts() {
    let server = contabo::start().await;
    let login = vec![
        ("CONTABO_CLIENT_ID", contabo::CLIENT_ID.to_owned()),
        ("CONTABO_CLIENT_SECRET", contabo::CLIENT_SECRET.to_owned()),
        ("CONTABO_API_USER", contabo::API_USER.to_owned()),
        ("CONTABO_API_PASSWORD", contabo::API_PASSWORD.to_owned()),
        ("CONTABO_TOKEN_URL", server.token_url()),
    ];
    let (_, requests) = tour_of("contabo", &server, false, login).await;
    let (tokens, others): (Vec<_>, Vec<_>) = requests
        .into_iter()
        .partition(|request| request.ends_with("/token"));
    assert_eq!(tokens.len(), 1);
    assert_only_gets(&others);

    let server = portainer::start().await;
    let login = set([
        ("PORTAINER_USERNAME", portainer::ADMIN),
        ("PORTAINER_PASSWORD", portainer::PASSWORD),
    ]);
    let (_, requests) = tour_of("portainer", &server, false, login).await;
    let (logins, others): (Vec<_>, Vec<_>) = requests
        .into_iter()
        .partition(|request| request == "POST /api/auth");
    assert_eq!(logins.len(), 1);
    assert_only_gets(&others);
}

#[tokio::test]
async fn a_writing_tour_leaves_nothing_behind() {
    let server = sftpgo::start().await;
    let key = set([("SFTPGO_API_KEY", sftpgo::API_KEY)]);
    let (_, requests) = tour_of("sftpgo", &server, true, key).await;
    let with = |method: &str| {
        requests
            .iter()
            .filter(|request| request.starts_with(method))
            .count()
    };
    assert_eq!((with("POST"), with("PUT"), with("DELETE")), (3, 1, 3));
    assert!(server.state().stored("tour-jane").is_none());
}

/// Newer servers ask for more and read other things than the version of the description.
#[tokio::test]
async fn a_writing_tour_fails_on_a_newer_server() {
    let server = portainer::start_of(portainer::Version::V2_23).await;
    let login = set([
        ("PORTAINER_USERNAME", portainer::ADMIN),
        ("PORTAINER_PASSWORD", portainer::PASSWORD),
    ]);
    let (printed, requests) = tour_of("portainer", &server, true, login).await;
    assert!(printed.contains("tour-jane    Standard dark"), "{printed}");
    assert!(printed.contains("described as \"tour\""), "{printed}");
    let deleted = requests
        .iter()
        .filter(|request| request.starts_with("DELETE"));
    assert_eq!(deleted.count(), 3);
}

/// What the tour did not create, it does not delete either.
#[tokio::test]
async fn a_writing_tour_stops_at_a_user_of_the_same_name() {
    let server = portainer::start().await;
    let key = server.state().add_key(1, "for the test");
    let key = set([("PORTAINER_API_KEY", &key)]);
    let client = portainer_users::Client::builder(server.base_url())
        .credentials(portainer_users::Credentials::login(
            portainer::ADMIN,
            portainer::PASSWORD,
        ))
        .build()
        .expect("a client of the local server");
    let role = portainer_users::types::UserRole::Standard;
    let jane = portainer_users::types::CreateUser::new("tour-jane", role);
    let jane = client.create_user(&jane).await.expect("created");

    let arguments = vec!["--url".to_owned(), server.base_url(), "--write".to_owned()];
    let tour = cargo_run("portainer", arguments, key).await;
    assert!(!tour.status.success());
    assert_eq!(
        text(&tour.stderr),
        "error: create_user: the server answered 409 Conflict: Another user with the same username already exists: User already exists\n"
    );
    let names: Vec<String> = client
        .list_users()
        .await
        .expect("listed")
        .into_iter()
        .map(|user| user.username)
        .collect();
    assert_eq!(
        names,
        [portainer::ADMIN, "tour-jane"],
        "tour-erik was the tour's own"
    );
    client.get_user(jane.id).await.expect("still there");
}

#[tokio::test]
async fn without_credentials_a_tour_says_which_variables_to_set() {
    let url = vec!["--url".to_owned(), "http://127.0.0.1:9".to_owned()];
    let tour = cargo_run("contabo", url, set([("CONTABO_CLIENT_ID", "alone")])).await;
    assert!(!tour.status.success());
    assert_eq!(text(&tour.stdout), "");
    assert_snapshot!("contabo_without_credentials", text(&tour.stderr));
    assert_snapshot!(
        "sftpgo_help",
        output(&cargo_run("sftpgo", vec!["--help".to_owned()], Vec::new()).await)
    );
    let alone = cargo_run("sftpgo", vec!["--write".to_owned()], Vec::new()).await;
    assert!(
        text(&alone.stderr).contains("--url"),
        "--write is about a server of one's own"
    );
}
