//! A tour of the client of SFTPGo: `cargo run --example sftpgo`, and `-- --help` for a server of your own.

#[macro_use]
mod tour;

use std::process::ExitCode;
use std::time::Duration;

use sftpgo_users::types::{Permission, User, UserStatus};
use sftpgo_users::{Call as _, Client, Credentials};
use tour::{About, Outcome, Tour};
use workspace_tests::stand_in::sftpgo;

static ABOUT: About = About {
    product: "SFTPGo",
    package: "sftpgo-users",
    url: "https://sftp.example.com/api/v2",
    variables: &[
        ("SFTPGO_API_KEY", "an API key of an admin, or"),
        (
            "SFTPGO_USERNAME and SFTPGO_PASSWORD",
            "the login of an admin, traded for a token",
        ),
    ],
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let tour = Tour::new(&ABOUT);
    tour.end(guide(&tour).await)
}

async fn guide(tour: &Tour) -> Outcome {
    let stand_in;
    let client = match tour.url() {
        None => {
            stand_in = sftpgo::start().await;
            let credentials = Credentials::login(sftpgo::ADMIN, sftpgo::PASSWORD);
            Client::builder(stand_in.base_url())
                .credentials(credentials)
                .build()?
        }
        Some(url) => Client::builder(url)
            .credentials(credentials(tour)?)
            .build()?,
    };
    tour.begin();
    let mut created = Vec::new();
    let outcome = walk(tour, &client, &mut created).await;
    let delete = async |username: String| {
        let answer = call!(tour, client.delete_user(&username))?;
        Ok(answer.message)
    };
    tour.clean_up(outcome, created, delete).await
}

fn credentials(tour: &Tour) -> Outcome<Credentials> {
    if let Some([key]) = tour.variables(["SFTPGO_API_KEY"]) {
        return Ok(Credentials::api_key(key));
    }
    match tour.variables(["SFTPGO_USERNAME", "SFTPGO_PASSWORD"]) {
        Some([username, password]) => Ok(Credentials::login(username, password)),
        None => tour.no_credentials(),
    }
}

async fn walk(tour: &Tour, client: &Client, created: &mut Vec<String>) -> Outcome {
    if tour.writes() {
        tour.part("Create three users; the client gets a token by itself, and renews it");
        for name in ["tour-erik", "tour-jane", "tour-zoe"] {
            let permissions =
                [("/".to_owned(), vec![Permission::List, Permission::Download])].into();
            // Needed unless the server has a base directory for homes, which by default it has not.
            let user = User::new(name, permissions).home_dir(format!("/srv/sftpgo/{name}"));
            let user = user.status(UserStatus::Enabled);
            let user = call!(tour, client.create_user(&user.password("a fine password")))?;
            created.push(name.to_owned());
            tour.shows(line(&user));
        }
    }

    tour.part("List them, two at a time: the next page is fetched when it is needed");
    tour.calls("client.list_users().limit(2).stream()");
    let mut users = client.list_users().limit(2).stream();
    let mut first = None;
    for _ in 0..5 {
        let Some(user) = users.next().await.transpose()? else {
            break;
        };
        tour.shows(line(&user));
        first.get_or_insert(user.username);
    }

    if let Some(username) = first {
        tour.part("Read one, within five seconds, with its status; passwords and keys never show");
        let limit = Duration::from_secs(5);
        let answer = call!(
            tour,
            client.get_user(&username).timeout(limit).with_response()
        )?;
        tour.shows(format!("status(): {}", answer.status()));
        let user = answer.into_inner();
        tour.shows(line(&user));
        tour.shows(format!(
            "has_password: {:?}, password: {:?}",
            user.has_password, user.password
        ));
    }

    if let Some(username) = created.first() {
        tour.part("Change one thing and write the user back whole, which also ends open sessions");
        let user = client
            .get_user(username)
            .await?
            .description("Changed by the tour");
        let answer = call!(tour, client.update_user(username, &user).disconnect(true))?;
        tour.shows(answer.message);
        tour.shows(line(&client.get_user(username).await?));
    }

    tour.part("Errors are typed");
    match call!(tour, client.get_user("tour-nobody")) {
        Ok(user) => tour.shows(line(&user)),
        Err(error) if error.is_not_found() => {
            tour.shows(format!("is_not_found(): {error}"));
            tour.shows(format!("body(): {:?}", error.body()));
        }
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

fn line(user: &User) -> String {
    let status = user
        .status
        .as_ref()
        .map_or("?".to_owned(), |status| format!("{status:?}"));
    let description = user.description.as_deref().unwrap_or_default();
    let line = format!(
        "{:<12} {status:<9} {:?} {description}",
        user.username, user.permissions
    );
    line.trim_end().to_owned()
}
