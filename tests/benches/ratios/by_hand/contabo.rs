//! A page of Contabo's users, as a program that reads it itself would declare it.

use serde::{Deserialize, Serialize};

#[derive(Deserialize, Serialize)]
pub(crate) struct UserList {
    #[serde(rename = "_pagination")]
    pub(crate) pagination: Pagination,
    pub(crate) data: Vec<User>,
    #[serde(rename = "_links")]
    pub(crate) links: Links,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Pagination {
    pub(crate) size: i64,
    pub(crate) total_elements: i64,
    pub(crate) total_pages: i64,
    pub(crate) page: i64,
}

#[derive(Deserialize, Serialize)]
pub(crate) struct Links {
    #[serde(rename = "self")]
    pub(crate) this: String,
    pub(crate) first: String,
    pub(crate) previous: Option<String>,
    pub(crate) next: Option<String>,
    pub(crate) last: String,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct User {
    pub(crate) tenant_id: String,
    pub(crate) customer_id: String,
    pub(crate) user_id: String,
    pub(crate) first_name: Option<String>,
    pub(crate) last_name: Option<String>,
    pub(crate) email: String,
    pub(crate) email_verified: bool,
    pub(crate) enabled: bool,
    pub(crate) totp: bool,
    pub(crate) locale: String,
    pub(crate) roles: Vec<Role>,
    pub(crate) owner: bool,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Role {
    pub(crate) role_id: i64,
    pub(crate) tenant_id: String,
    pub(crate) customer_id: String,
    pub(crate) name: String,
    pub(crate) admin: bool,
    pub(crate) access_all_resources: bool,
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) permissions: Option<Vec<Permission>>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Permission {
    pub(crate) api_name: String,
    pub(crate) actions: Vec<Action>,
    pub(crate) resources: Option<Vec<Resource>>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Action {
    Create,
    Read,
    Update,
    Delete,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Resource {
    pub(crate) tag_id: i64,
    pub(crate) tag_name: String,
}
