//! A tour of the client of Kestra: `cargo run --example kestra`, and `-- --help` for a server of your own.

#[macro_use]
mod tour;

use std::process::ExitCode;

use kestra_users::types::{CreateApiToken, CreateOrUpdateUser, UpdateUserDetails, User};
use kestra_users::{Client, Credentials};
use tour::{About, Outcome, Tour};
use workspace_tests::stand_in::kestra;

static ABOUT: About = About {
    product: "Kestra Enterprise",
    package: "kestra-users",
    url: "https://kestra.example.com",
    variables: &[
        ("KESTRA_TOKEN", "an API token of a super-admin, or"),
        (
            "KESTRA_USERNAME and KESTRA_PASSWORD",
            "e-mail address and password of a super-admin",
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
    let (url, credentials) = match tour.url() {
        None => {
            stand_in = kestra::start().await;
            (
                stand_in.base_url(),
                Credentials::basic(kestra::ADMIN, kestra::PASSWORD),
            )
        }
        Some(url) => (url.to_owned(), credentials(tour)?),
    };
    let client = Client::builder(url.as_str())
        .credentials(credentials)
        .build()?;
    tour.begin();
    let mut created = Vec::new();
    let outcome = walk(tour, &client, &url, &mut created).await;
    let delete = async |id: String| {
        call!(tour, client.delete_user(&id))?;
        Ok(format!("user {id} is gone"))
    };
    tour.clean_up(outcome, created, delete).await
}

fn credentials(tour: &Tour) -> Outcome<Credentials> {
    if let Some([token]) = tour.variables(["KESTRA_TOKEN"]) {
        return Ok(Credentials::bearer(token));
    }
    match tour.variables(["KESTRA_USERNAME", "KESTRA_PASSWORD"]) {
        Some([username, password]) => Ok(Credentials::basic(username, password)),
        None => tour.no_credentials(),
    }
}

async fn walk(tour: &Tour, client: &Client, url: &str, created: &mut Vec<String>) -> Outcome {
    if tour.writes() {
        tour.part("Create three users");
        for (name, first) in [
            ("tour-erik", "Erik"),
            ("tour-jane", "Jane"),
            ("tour-zoe", "Zoë"),
        ] {
            let user = CreateOrUpdateUser::new(format!("{name}@example.com"));
            let user = call!(
                tour,
                client.create_user(&user.first_name(first).last_name("Doe"))
            )?;
            tour.shows(line(&user));
            created.push(user.id);
        }
    }

    tour.part("List users, two at a time: the next page is fetched when it is needed");
    tour.calls("client.list_users().size(2).stream()");
    let mut users = client.list_users().size(2).stream();
    let mut first = None;
    for _ in 0..5 {
        let Some(user) = users.next().await.transpose()? else {
            break;
        };
        let name = user.display_name.unwrap_or_default();
        tour.shows(format!("{:<36} {name}", user.id));
        first.get_or_insert(user.id);
    }

    if let Some(id) = first {
        tour.part("Read one");
        let user = call!(tour, client.get_user(&id))?;
        tour.shows(line(&user));
    }

    if let Some(id) = created.last() {
        tour.part("Change one thing; what is left out stays as it is");
        let user = call!(
            tour,
            client.update_user_details(id, &UpdateUserDetails::new().last_name("Roe"))
        )?;
        tour.shows(line(&user));

        tour.part("Create an API token; it shows nowhere, and only this answer holds it");
        let body = CreateApiToken::new("tour")
            .description("For the tour")
            .max_age("PT1H");
        let token = call!(tour, client.create_user_api_token(id, &body))?;
        tour.shows(format!("{}: {:?}", token.name, token.full_token));
        let theirs = Client::builder(url)
            .credentials(Credentials::bearer(token.full_token.expose()))
            .build()?;
        match call!(tour, theirs.list_users()) {
            Ok(page) => tour.shows(format!("it may list {} users", page.total)),
            Err(error) => tour.shows(format!(
                "is_forbidden() = {}: {error}",
                error.is_forbidden()
            )),
        }
    }

    tour.part("Errors are typed");
    match call!(tour, client.get_user("tour-nobody")) {
        Ok(user) => tour.shows(line(&user)),
        Err(error) if error.is_not_found() => {
            tour.shows(format!("is_not_found(): {error}"));
            tour.shows(format!(
                "body() says: {:?}",
                error.body().map(|body| &body.message)
            ));
        }
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

fn line(user: &User) -> String {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    format!(
        "{:<36} {:<10} {}",
        user.id,
        text(&user.display_name),
        text(&user.email)
    )
}
