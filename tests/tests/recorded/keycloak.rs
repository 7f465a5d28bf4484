//! Keycloak 26.7.3, which stands for the login of Contabo.

use std::time::Duration;

use workspace_tests::stand_in::keycloak;

use crate::recording::{Replay, recording};

const SECRET: &str = "client secret+/&=%";
const PASSWORD: &str = "pä ss+wörd&=%";

#[tokio::test]
async fn the_stand_in_answers_something_that_the_server_does_not() {
    let server = keycloak::start().await;
    {
        let realm = &mut server.state().realm;
        realm.client("DE-12345", SECRET);
        realm.client("DE-NODIRECT", SECRET).direct_access_grants = false;
        realm.client("DE-OFF", SECRET).enabled = false;
        realm.user("jane+api@example.com", PASSWORD);
        realm.user("disabled@example.com", PASSWORD).enabled = false;
        realm.user("temporary@example.com", PASSWORD).set_up = false;
        realm.user("nopassword@example.com", PASSWORD).password = None;
        realm.user("locked@example.com", PASSWORD).locked = true;
    }
    let mut replay = Replay::new(server.origin(), "application/x-www-form-urlencoded");
    let records = recording("keycloak-26.7.3.json").records;
    for record in &records {
        {
            let realm = &mut server.state().realm;
            let seconds = Duration::from_secs;
            (realm.lifespan, realm.idle, realm.longest) = match record.what.as_str() {
                "token other lifetimes of the realm" => {
                    (seconds(60), seconds(600), seconds(36_000))
                }
                "token access token lifespan longer than the idle time of the session" => {
                    (seconds(1800), seconds(1200), seconds(36_000))
                }
                "token session that ends before the access token would" => {
                    (seconds(300), seconds(1800), seconds(120))
                }
                _ => (seconds(300), seconds(1800), seconds(36_000)),
            };
            realm.enabled = record.what != "token disabled realm";
        }
        replay.replay(record).await;
    }
    replay.finish(records.len());
}
