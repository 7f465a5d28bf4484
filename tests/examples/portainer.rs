//! A tour of the client of Portainer: `cargo run --example portainer`, and `-- --help` for a server of your own.

#[macro_use]
mod tour;

use std::process::ExitCode;

use portainer_users::types::{
    CreateApiKey, CreateUser, InitAdmin, ThemeSettings, UpdateUser, User, UserRole,
};
use portainer_users::{Client, Credentials};
use tour::{About, Outcome, Tour};
use workspace_tests::stand_in::portainer;

static ABOUT: About = About {
    product: "Portainer",
    package: "portainer-users",
    url: "https://portainer.example.com/api",
    variables: &[
        ("PORTAINER_API_KEY", "an API key of an administrator, or"),
        (
            "PORTAINER_USERNAME and PORTAINER_PASSWORD",
            "the login of an administrator, traded for a token",
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
    let (url, credentials, login) = match tour.url() {
        None => {
            stand_in = portainer::fresh().await;
            let login = [portainer::ADMIN, portainer::PASSWORD].map(str::to_owned);
            let credentials = Credentials::login(portainer::ADMIN, portainer::PASSWORD);
            (stand_in.base_url(), credentials, Some(login))
        }
        Some(url) => {
            let (credentials, login) = credentials(tour)?;
            (url.to_owned(), credentials, login)
        }
    };
    let client = Client::builder(url).credentials(credentials).build()?;
    tour.begin();
    let mut created = Vec::new();
    let outcome = walk(tour, &client, login, &mut created).await;
    let delete = async |id: i64| {
        call!(tour, client.delete_user(id))?;
        Ok(format!("user {id} is gone"))
    };
    tour.clean_up(outcome, created, delete).await
}

/// The credentials, and username and password if they are a login.
fn credentials(tour: &Tour) -> Outcome<(Credentials, Option<[String; 2]>)> {
    if let Some([key]) = tour.variables(["PORTAINER_API_KEY"]) {
        return Ok((Credentials::api_key(key), None));
    }
    match tour.variables(["PORTAINER_USERNAME", "PORTAINER_PASSWORD"]) {
        Some([username, password]) => {
            let credentials = Credentials::login(username.clone(), password.clone());
            Ok((credentials, Some([username, password])))
        }
        None => tour.no_credentials(),
    }
}

async fn walk(
    tour: &Tour,
    client: &Client,
    login: Option<[String; 2]>,
    created: &mut Vec<i64>,
) -> Outcome {
    tour.part("Is there an administrator yet? This needs no credential");
    let is_set_up = call!(tour, client.check_admin())?;
    tour.shows(if is_set_up { "yes" } else { "no" });
    if tour.url().is_none() {
        tour.part("Set the fresh server up");
        let admin = call!(
            tour,
            client.init_admin(&InitAdmin::new(portainer::ADMIN, portainer::PASSWORD))
        )?;
        tour.shows(line(&admin));
        tour.shows(format!(
            "the server answers with a hash of the password, which does not show: {:?}",
            admin.password
        ));
    }

    if tour.writes() {
        tour.part(
            "Create two users; the client logs in by itself, and again when its token expires",
        );
        for name in ["tour-erik", "tour-jane"] {
            let user = CreateUser::new(name, UserRole::Standard);
            let user = call!(
                tour,
                client.create_user(&user.password("a long and fine password"))
            )?;
            created.push(user.id);
            tour.shows(line(&user));
        }
    }

    tour.part("List users: one answer holds them all");
    let users = call!(tour, client.list_users())?;
    for user in users.iter().take(5) {
        tour.shows(line(user));
    }

    if let Some(id) = users.first().map(|user| user.id) {
        tour.part("Read one");
        let user = call!(tour, client.get_user(id))?;
        tour.shows(line(&user));
    }

    if let Some(id) = created.last().copied() {
        tour.part("Change one thing; what is left out stays as it is");
        // A text for 2.11, an object for newer servers; each reads its own.
        let theme = ThemeSettings::new().color("dark");
        let change = UpdateUser::new().user_theme("dark").theme(theme);
        let user = call!(tour, client.update_user(id, &change))?;
        tour.shows(line(&user));
    }

    let own = login.and_then(|[username, password]| {
        let own = users.iter().find(|user| user.username == username)?;
        Some((own.id, password))
    });
    if let Some((id, password)) = own.filter(|_| tour.writes()) {
        tour.part("Create an API key for the own account, and delete it");
        // Newer servers ask for the password, 2.11 does not look at it.
        let key = CreateApiKey::new("tour").password(password);
        let key = call!(tour, client.create_api_key(id, &key))?;
        tour.shows(format!(
            "{:?}, described as {:?}",
            key.raw_api_key, key.api_key.description
        ));
        let listed = client.list_api_keys(id).await;
        call!(tour, client.delete_api_key(id, key.api_key.id))?;
        tour.shows(format!("it was one of {}", listed?.len()));
    }

    tour.part("Errors are typed");
    match call!(tour, client.get_user(i64::from(i32::MAX))) {
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
    let newer = user.theme_settings.as_ref();
    let theme = newer.and_then(|theme| theme.color.as_deref());
    let theme = theme.or(user.user_theme.as_deref()).unwrap_or_default();
    format!(
        "{:>3} {:<12} {:?} {theme}",
        user.id, user.username, user.role
    )
    .trim_end()
    .to_owned()
}
