//! A tour of the client of Alsid for AD: `cargo run --example alsid`, and `-- --help` for a server of your own.

#[macro_use]
mod tour;

use std::process::ExitCode;

use alsid_users::types::{CreateUser, Login, ReplaceUserRoles, UpdateUser, User};
use alsid_users::{Client, Credentials};
use tour::{About, Outcome, Tour};
use workspace_tests::stand_in::alsid;

static ABOUT: About = About {
    product: "Alsid for AD (Tenable.ad)",
    package: "alsid-users",
    url: "https://customer.alsid.app",
    variables: &[(
        "ALSID_API_KEY",
        "an API key, from the preferences of the profile in the web interface",
    )],
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
            stand_in = alsid::start().await;
            let credentials = Credentials::api_key(alsid::API_KEY);
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
    let delete = async |id: i64| {
        call!(tour, client.delete_user(id))?;
        Ok(format!("user {id} is gone"))
    };
    tour.clean_up(outcome, created, delete).await
}

fn credentials(tour: &Tour) -> Outcome<Credentials> {
    match tour.variables(["ALSID_API_KEY"]) {
        Some([key]) => Ok(Credentials::api_key(key)),
        None => tour.no_credentials(),
    }
}

async fn walk(tour: &Tour, client: &Client, created: &mut Vec<i64>) -> Outcome {
    const PASSWORD: &str = "A fine passw0rd!";

    tour.part("Whose key is this?");
    let me = call!(tour, client.get_current_user())?;
    let roles: Vec<&str> = me.roles.iter().map(|role| role.name.as_str()).collect();
    tour.shows(format!("{} with the roles {roles:?}", me.name));

    if tour.writes() {
        tour.part("Create two users at once");
        let accounts = [
            CreateUser::new("Erik", "tour-erik@example.com", PASSWORD),
            CreateUser::new("Jane", "tour-jane@example.com", PASSWORD)
                .surname("Doe")
                .active(true),
        ];
        for user in call!(tour, client.create_users(&accounts))? {
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
        tour.shows(format!(
            "{:>3} {} <{}> with the roles {:?}",
            user.id, user.name, user.email, user.roles
        ));
    }

    if let Some(id) = created.last().copied() {
        tour.part(
            "Change one thing; what is left out stays as it is, and roles have a call of their own",
        );
        let user = call!(
            tour,
            client.update_user(id, &UpdateUser::new().department("Forestry"))
        )?;
        tour.shows(line(&user));
        if let Some(role) = me.roles.first().map(|role| role.id) {
            let roles = call!(
                tour,
                client.replace_user_roles(id, &ReplaceUserRoles::new([role]))
            )?;
            tour.shows(format!("the roles are {:?} now", roles.roles));
        }

        tour.part("Log in, which needs no API key; passwords and tokens never show");
        let login = Login::new("tour-jane@example.com", PASSWORD);
        tour.shows(format!("{login:?}"));
        let session = call!(tour, client.login(&login))?;
        tour.shows(format!("{session:?}"));
    }

    tour.part("Errors are typed");
    match call!(tour, client.get_user("999999999")) {
        Ok(user) => tour.shows(user.name),
        Err(error) if error.is_not_found() => {
            tour.shows(format!("is_not_found(): {error}"));
            tour.shows(format!(
                "body(): {:?}; what it would look like is not public",
                error.body()
            ));
        }
        // Which status an unknown user gets is not public either.
        Err(error) => tour.shows(format!("status() = {:?}: {error}", error.status())),
    }
    Ok(())
}

fn line(user: &User) -> String {
    let active = if user.active == Some(true) {
        "active"
    } else {
        "inactive"
    };
    let department = user.department.as_deref().unwrap_or_default();
    format!(
        "{:>3} {:<5} {:<22} {active} {department}",
        user.id, user.name, user.email
    )
    .trim_end()
    .to_owned()
}
