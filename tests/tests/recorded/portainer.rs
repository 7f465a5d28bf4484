//! Portainer CE 2.11.0 and 2.23.0.

use portainer_users::types::{ApiError, ApiKey, CreatedApiKey, TeamMembership, User};
use serde::de::DeserializeOwned;
use serde_json::Value;
use workspace_tests::stand_in::portainer::{self, Version};

use crate::recording::{Record, Replay, recording};

/// Whose the tokens are of which no login is recorded: those of the first administrator, of another one, and of nobody.
fn owner(token: &str) -> Option<i64> {
    match token {
        "token-14" => Some(1),
        "token-04" | "token-17" => Some(3),
        // A token whose signature is broken, and one that has expired.
        "token-13" | "token-15" => None,
        _ => Some(2),
    }
}

async fn replay(name: &str, version: Version, without_answer: usize) {
    let server = portainer::fresh_of(version).await;
    let mut replay = Replay::new(server.origin(), "application/json");
    let records = recording(name).records;
    for record in &records {
        let shown = record.request.headers.get("authorization");
        let token = shown.and_then(|shown| shown.strip_prefix("Bearer "));
        // A login that is not recorded was made when its token was first needed.
        if let Some(token) =
            token.filter(|token| token.starts_with("token-") && !replay.knows(token))
            && let Some(owner) = owner(token)
        {
            let session = server.state().add_session(owner);
            replay.learn(token, &session);
        }
        match record.what.as_str() {
            "list_team_memberships two" => server.state().join_team(2, 2, 2),
            // The older server had taken the wrong password for the new one.
            "update_password wrong current one" => {
                server.state().change_password(2, "adminpassword12345");
            }
            _ => {}
        }
        replay.replay(record).await;
    }
    replay.finish(records.len() - without_answer);
}

#[tokio::test]
async fn the_stand_in_of_2_11_answers_something_that_the_server_does_not() {
    replay("portainer-2.11.0.json", Version::V2_11, 0).await;
}

/// The newer server does not answer one request, the logout.
#[tokio::test]
async fn the_stand_in_of_2_23_answers_something_that_the_server_does_not() {
    replay("portainer-2.23.0.json", Version::V2_23, 1).await;
}

fn reads<T: DeserializeOwned>(body: &Value) -> Result<(), serde_json::Error> {
    serde_json::from_value::<T>(body.clone()).map(drop)
}

/// The client reads what either version answers.
#[test]
fn a_recorded_answer_cannot_be_read() {
    for name in ["portainer-2.11.0.json", "portainer-2.23.0.json"] {
        let mut read = 0;
        for Record {
            what,
            request,
            response,
            ..
        } in recording(name).records
        {
            let body = &response.body;
            let Some(path) = request.path.strip_prefix("/api/users") else {
                continue;
            };
            let outcome = match (response.status, body) {
                // A path or a method that the server does not know.
                (_, Value::Null | Value::String(_)) => continue,
                (Some(201), _) => reads::<CreatedApiKey>(body),
                (Some(200), _) if path.ends_with("/tokens") => reads::<Vec<ApiKey>>(body),
                (Some(200), _) if path.ends_with("/memberships") => {
                    reads::<Vec<TeamMembership>>(body)
                }
                (Some(200), Value::Array(_)) => reads::<Vec<User>>(body),
                (Some(200), _) => reads::<User>(body),
                _ => reads::<ApiError>(body),
            };
            outcome.unwrap_or_else(|error| panic!("{name}, {what}: {error}"));
            read += 1;
        }
        assert!(read > 140, "{name}: {read} answers were read");
    }
}

/// What a newer server sends is a field, and not lost among what the crate does not know.
#[test]
fn a_property_of_either_version_is_unknown_to_the_client() {
    for name in ["portainer-2.11.0.json", "portainer-2.23.0.json"] {
        for Record { what, response, .. } in recording(name).records {
            if response.body.get("Username").is_some() {
                let user: User = serde_json::from_value(response.body).expect("a user");
                let unknown: Vec<_> = user.additional_properties.keys().collect();
                assert!(unknown.is_empty(), "{name}, {what}: {unknown:?}");
            }
        }
    }
}
