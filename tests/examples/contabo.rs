//! A tour of the client of the Contabo API: `cargo run --example contabo`, and `-- --help` for an account of your own.

#[macro_use]
mod tour;

use std::process::ExitCode;

use contabo_users::types::{CreateUser, Locale, UpdateUser, User};
use contabo_users::{Client, ClientBuilder, Credentials};
use tour::{About, Outcome, Tour};
use workspace_tests::stand_in::contabo;

static ABOUT: About = About {
    product: "the Contabo API",
    package: "contabo-users",
    url: "https://api.contabo.com",
    variables: &[
        ("CONTABO_TOKEN", "an access token, or"),
        (
            "CONTABO_CLIENT_ID, CONTABO_CLIENT_SECRET, CONTABO_API_USER and CONTABO_API_PASSWORD",
            "the four values of the customer control panel, traded for a token; at CONTABO_TOKEN_URL, if that is set",
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
            stand_in = contabo::start().await;
            let credentials = Credentials::login(
                contabo::CLIENT_ID,
                contabo::CLIENT_SECRET,
                contabo::API_USER,
                contabo::API_PASSWORD,
            );
            let builder = Client::builder(stand_in.base_url()).token_url(stand_in.token_url());
            builder.credentials(credentials).build()?
        }
        Some(url) => log_in(tour, Client::builder(url))?.build()?,
    };
    tour.begin();
    let mut created = Vec::new();
    let outcome = walk(tour, &client, &mut created).await;
    let delete = async |id: String| {
        call!(tour, client.delete_user(&id))?;
        Ok(format!("user {id} is gone"))
    };
    tour.clean_up(outcome, created, delete).await
}

fn log_in(tour: &Tour, builder: ClientBuilder) -> Outcome<ClientBuilder> {
    if let Some([token]) = tour.variables(["CONTABO_TOKEN"]) {
        return Ok(builder.credentials(Credentials::bearer(token)));
    }
    let names = [
        "CONTABO_CLIENT_ID",
        "CONTABO_CLIENT_SECRET",
        "CONTABO_API_USER",
        "CONTABO_API_PASSWORD",
    ];
    let Some([id, secret, user, password]) = tour.variables(names) else {
        return tour.no_credentials();
    };
    let builder = builder.credentials(Credentials::login(id, secret, user, password));
    Ok(match tour.variables(["CONTABO_TOKEN_URL"]) {
        Some([url]) => builder.token_url(url),
        None => builder,
    })
}

async fn walk(tour: &Tour, client: &Client, created: &mut Vec<String>) -> Outcome {
    if tour.writes() {
        tour.part("Create three users; the client gets a token by itself, and makes up the x-request-id of each call");
        for name in ["tour-erik", "tour-jane", "tour-zoe"] {
            let user = CreateUser::new(format!("{name}@example.com"), false, false, Locale::En);
            let user = call!(tour, client.create_user(&user.first_name("Tour")))?;
            tour.shows(format!("user {}", user.user_id));
            created.push(user.user_id);
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
        tour.shows(line(&user));
        first.get_or_insert(user.user_id);
    }

    if let Some(id) = first {
        tour.part("Read one, and the user's keys for the object storage; secrets never show");
        let user = call!(tour, client.get_user(&id))?;
        tour.shows(line(&user));
        let answer = call!(tour, client.list_object_storage_credentials(&id))?;
        for key in answer.data {
            tour.shows(format!(
                "{} in {}: {:?}",
                key.display_name, key.region, key.secret_key
            ));
        }
    }

    if let Some(id) = created.last() {
        tour.part("Change one thing; what is left out stays as it is");
        let answer = call!(
            tour,
            client.update_user(id, &UpdateUser::new().last_name("Doe").enabled(true))
        )?;
        tour.shows(format!("see {}", answer.links.self_));
        tour.shows(line(&client.get_user(id).await?));
    }

    tour.part("The API client of the account");
    let api = call!(tour, client.get_client())?;
    tour.shows(format!(
        "{} with the secret {:?}",
        api.client_id, api.secret
    ));

    tour.part("Errors are typed");
    match call!(
        tour,
        client.get_user("00000000-0000-4000-8000-ffffffffffff")
    ) {
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
    let name = |name: &Option<String>| name.clone().unwrap_or_default();
    let enabled = if user.enabled { "enabled" } else { "disabled" };
    let full = format!("{} {}", name(&user.first_name), name(&user.last_name));
    format!("{:<22} {enabled:<8} {}", user.email, full.trim())
        .trim_end()
        .to_owned()
}
