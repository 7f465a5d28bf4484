//! SFTPGo 2.7.5.

use serde_json::Value;
use sftpgo_users::types::{ApiResponse, User};
use workspace_tests::stand_in::StandIn;
use workspace_tests::stand_in::sftpgo::{self, Admin, Scope, Settings, Sftpgo};

use crate::http;
use crate::recording::{Record, Recording, Replay, recording};

const RECORDING: &str = "sftpgo-2.7.5.json";
const PASSWORD: &str = "adminpw123";

/// The server with a base directory for homes and no mail server; its token expires in the end.
fn is_of_the_second_server(record: &Record) -> bool {
    let headers = &record.request.headers;
    let token = headers
        .get("authorization")
        .is_some_and(|value| value.ends_with("token-01"));
    token || record.what.contains("lifetime of 1 minute") || record.note.contains("base directory")
}

fn is_of_the_third_server(record: &Record) -> bool {
    record.note.contains("limit of 1 request")
}

async fn start(settings: Settings) -> (StandIn<Sftpgo>, Replay) {
    let server = sftpgo::start_with(settings).await;
    server.state().admins().add(Admin::new("admin", PASSWORD));
    let replay = Replay::new(server.origin(), "application/json");
    (server, replay)
}

/// A token of an admin, under the name that the recording gives it.
async fn log_in(server: &StandIn<Sftpgo>, replay: &mut Replay, name: &str, admin: Admin) {
    let client = http();
    let request = client
        .get(format!("{}/token", server.base_url()))
        .basic_auth(&admin.username, Some(&admin.password));
    server.state().admins().add(admin);
    let answer: Value = request
        .send()
        .await
        .expect("an answer")
        .json()
        .await
        .expect("JSON");
    replay.learn(name, answer["access_token"].as_str().expect("a token"));
}

/// Brings about what happened between the records.
async fn prepare(server: &StandIn<Sftpgo>, replay: &mut Replay, record: &mut Record) {
    let named = |name: &str| Admin::new(name, PASSWORD);
    match record.what.as_str() {
        "list_users token from another address" => {
            log_in(server, replay, "token-from-elsewhere", named("admin")).await;
            let token = replay.translate("token-from-elsewhere");
            server.state().admins().move_token(&token);
            let shown = format!("Bearer {token}");
            record
                .request
                .headers
                .insert("authorization".to_owned(), shown);
        }
        "get_user with a second factor" => server.state().enrol("otp-user"),
        "reset_password without password" => {
            let code = server
                .state()
                .mails()
                .last()
                .expect("a mail")
                .content
                .clone();
            replay.learn("FAKERESETCODE000000001", &code);
        }
        "list_users API key of user scope" => {
            let key = "FAKEKEYID0000000000004.FAKEKEYSECRET000000004";
            server.state().admins().add_key(key, Scope::User, None);
        }
        "list_users expired API key" => {
            let key = "FAKEKEYID0000000000005.FAKEKEYSECRET000000005";
            server
                .state()
                .admins()
                .add_key(key, Scope::Admin, Some("admin"));
            server.state().admins().expire_key(key);
        }
        "create_user body of 2 MB" => record.request.body = Some("x".repeat(2_000_123).into()),
        _ => {}
    }
}

#[tokio::test]
async fn the_stand_in_answers_something_that_the_server_does_not() {
    let Recording { records, .. } = recording(RECORDING);
    let (server, mut replay) = start(Settings::default()).await;
    for group in ["g1", "g2", "g3"] {
        server.state().add_group(group);
    }
    for role in ["r1", "r2"] {
        server.state().add_role(role);
    }
    let admin = |name: &str| Admin::new(name, PASSWORD);
    for admin in [
        Admin {
            enabled: false,
            ..admin("off")
        },
        Admin {
            allowed_from_here: false,
            ..admin("elsewhere")
        },
        Admin {
            passcode: Some("123456"),
            ..admin("otp-admin")
        },
    ] {
        server.state().admins().add(admin);
    }
    log_in(&server, &mut replay, "token-04", admin("admin")).await;
    let viewer = Admin {
        permissions: Some(vec!["view_users"]),
        ..admin("viewer")
    };
    log_in(&server, &mut replay, "token-06", viewer).await;
    log_in(
        &server,
        &mut replay,
        "token-07",
        Admin {
            role: Some("r2"),
            ..admin("of-a-role")
        },
    )
    .await;
    let duty = "Two-factor authentication requirements not met, please configure two-factor authentication";
    log_in(
        &server,
        &mut replay,
        "token-08",
        Admin {
            duty: Some(duty),
            ..admin("must-enrol")
        },
    )
    .await;
    let duty =
        "Password change required. Please set a new password to continue to use your account";
    log_in(
        &server,
        &mut replay,
        "token-09",
        Admin {
            duty: Some(duty),
            ..admin("must-change")
        },
    )
    .await;
    let mut count = 0;
    for mut record in records {
        if !is_of_the_second_server(&record) && !is_of_the_third_server(&record) {
            prepare(&server, &mut replay, &mut record).await;
            replay.replay(&record).await;
            count += 1;
        }
    }
    assert_eq!(count, 250);
    replay.finish(count);
}

#[tokio::test]
async fn the_stand_in_with_a_base_directory_answers_something_else() {
    let settings = Settings {
        users_base_dir: Some("/srv/base"),
        mail: false,
        token_lifetime: std::time::Duration::from_secs(60),
        ..Settings::default()
    };
    let (server, mut replay) = start(settings).await;
    let records = recording(RECORDING).records;
    let records: Vec<_> = records
        .into_iter()
        .filter(is_of_the_second_server)
        .collect();
    assert_eq!(records.len(), 6);
    for record in &records {
        if record.what == "list_users expired token" {
            server.state().expire_tokens();
        }
        replay.replay(record).await;
    }
    replay.finish(records.len());
}

#[tokio::test]
async fn the_stand_in_with_a_limit_answers_something_else() {
    let settings = Settings {
        limited: true,
        ..Settings::default()
    };
    let (_server, mut replay) = start(settings).await;
    let records = recording(RECORDING).records;
    let records: Vec<_> = records.into_iter().filter(is_of_the_third_server).collect();
    assert_eq!(records.len(), 2);
    for record in &records {
        replay.replay(record).await;
    }
    replay.finish(records.len());
}

/// One user of a size or a shape that nobody thought of makes every list with it unreadable.
#[test]
fn a_recorded_answer_cannot_be_read() {
    let mut read = 0;
    for Record {
        what,
        request,
        response,
        ..
    } in recording(RECORDING).records
    {
        let body = response.body;
        if !request.path.starts_with("/api/v2/users") || body.is_null() {
            continue;
        }
        let outcome = match (&body, response.status) {
            (Value::Array(_), Some(200)) => serde_json::from_value::<Vec<User>>(body).map(drop),
            (body, Some(200 | 201)) if body.get("username").is_some() => {
                serde_json::from_value::<User>(body.clone()).map(drop)
            }
            _ => serde_json::from_value::<ApiResponse>(body).map(drop),
        };
        // Paths that are not of the description answer without `error`, but with `message`.
        outcome.unwrap_or_else(|error| panic!("{what}: {error}"));
        read += 1;
    }
    assert!(read > 200, "{read} answers were read");
}
