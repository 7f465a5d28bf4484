//! Descriptions against pages by hand, with what no generator of the fixtures writes.

use xtask::audit::{Report, audit};
use xtask::load::load;

use super::audit::aspects;
use super::setup::{assert_clean, folder};

/// A description against a page of operations, a page of a model and a README.
fn against(description: &str, files: &[(&str, &str)]) -> Report {
    let document = load("specs/pets.yaml", description.as_bytes()).expect("it loads");
    audit(&document, &folder(files))
}

const PETS: &str = "\
openapi: 3.0.3
info: {title: pets, version: '1'}
servers: [{url: 'https://pets.example'}]
paths:
  /pets:
    get:
      operationId: list_pets
      tags: [Pet]
      responses:
        '200':
          description: ''
          content:
            application/json:
              schema:
                type: object
                required: [kind]
                properties:
                  kind: {type: string}
                  owner:
                    oneOf:
                    - {type: object, required: [name], properties: {name: {type: string}}}
                    - {type: object, required: [number], properties: {number: {type: integer}}}
components:
  securitySchemes:
    login: {type: openIdConnect, openIdConnectUrl: 'https://pets.example/login'}
";

const TABLE: &str = "## Properties\nName | Type | Description | Notes\n---|---|---|---\n";

fn list_page(class: &str, returns: &str, accept: &str) -> String {
    format!(
        "# pets.{class}\n\nAll URIs are relative to *https://pets.example*\n\nMethod | HTTP request | Description\n---|---|---\n\
         [**list_pets**]({class}.md#list_pets) | **GET** /pets | \n\n# **list_pets**\n> list_pets()\n\n### Parameters\n\
         This endpoint does not need any parameter.\n\n### Return type\n\n{returns}\n\n### HTTP request headers\n\n \
         - **Content-Type**: Not defined\n - **Accept**: {accept}\n\n### HTTP response details\n\
         | Status code | Description | Response headers |\n|---|---|---|\n**200** | ok |  -  |\n"
    )
}

#[test]
fn what_the_generator_invents_a_class_for_is_no_difference_and_is_compared_all_the_same() {
    let api = list_page(
        "PetApi",
        "[**ListPets200Response**](ListPets200Response.md)",
        "application/json",
    );
    let response = format!(
        "# ListPets200Response\n\n{TABLE}**kind** | **str** |  | \n**owner** | [**Owner**](Owner.md) |  | [optional] \n"
    );
    let owner = format!("# Owner\n\n{TABLE}**name** | **str** |  | \n**number** | **int** |  | \n");
    let readme = "# pets\n\n- API version: 1\n\n## Documentation For Authorization\n\nEndpoints do not require authorization.\n";
    let files = [
        ("PetApi.md", api.as_str()),
        ("ListPets200Response.md", &response),
        ("Owner.md", &owner),
        ("README.md", readme),
    ];
    let report = against(PETS, &files);
    assert_clean(&report);
    // A union hides none of its properties, and a schema without a name none of its types.
    for (from, to, aspect) in [
        ("{number: {type", "{size: {type", "property number"),
        (
            "kind: {type: string}",
            "kind: {type: integer}",
            "type string",
        ),
        ("required: [kind]", "required: []", "required"),
    ] {
        let report = against(&PETS.replace(from, to), &files);
        assert_eq!(aspects(&report), [aspect], "{from}");
    }
}

#[test]
fn an_operation_is_compared_with_each_of_its_pages() {
    let kind = "**object**";
    let (pet, zoo) = (
        list_page("PetApi", kind, "application/json"),
        list_page("ZooApi", kind, "text/csv"),
    );
    let report = against(PETS, &[("PetApi.md", &pet), ("ZooApi.md", &zoo)]);
    assert_eq!(aspects(&report), ["accept text/csv"]);
    let place = report.differences[0]
        .place
        .as_ref()
        .map(ToString::to_string);
    assert_eq!(place.as_deref(), Some("ZooApi.md:9"));
    // What all pages say is said once.
    let pet = list_page("PetApi", kind, "text/csv");
    let report = against(PETS, &[("PetApi.md", &pet), ("ZooApi.md", &zoo)]);
    assert_eq!(report.differences.len(), 1);
}

#[test]
fn an_explanation_of_media_types_does_not_hide_what_the_page_says_later() {
    let description = PETS.replacen(
        "    get:\n",
        "    get:\n      x-docs-differs: {accept text/csv: The server sends JSON.}\n",
        1,
    );
    assert_ne!(description, PETS);
    let page = |accept| list_page("PetApi", "**object**", accept);
    let report = against(&description, &[("PetApi.md", &page("text/csv"))]);
    assert_clean(&report);
    let report = against(&description, &[("PetApi.md", &page("text/html"))]);
    assert_eq!(aspects(&report), ["accept text/html"]);
    assert_eq!(report.stale.len(), 1);
}

#[test]
fn an_explanation_hides_nothing_that_the_page_says_later() {
    let rows = |size: &str, key: &str| {
        let page = list_page("PetApi", "**object**", "application/json");
        let table = TABLE.trim_start_matches("## Properties\n");
        let parameters = format!("### Parameters\n\n{table} **size** | {size}\n");
        let page = page.replacen(
            "### Parameters\nThis endpoint does not need any parameter.\n",
            &parameters,
            1,
        );
        page + &format!("\n### Authorization\n\n[{key}](../README.md#{key})\n")
    };
    let pets = |explanation: &str| {
        let own = "get:\n      security: [{login: []}]\n      parameters:\n      - name: size\n        in: query\n        \
            schema: {type: integer, default: 20}\n";
        PETS.replacen("get:\n", &format!("{own}        {explanation}\n"), 1)
    };
    let of_operation =
        |explanation: &str| PETS.replacen("get:\n", &format!("get:\n      {explanation}\n"), 1);
    let int = "**int** |  | [optional] [default to 20]";
    for (description, first, later, aspect) in [
        (
            pets("x-docs-differs: {type string: It is a number.}"),
            rows("**str** |  | [optional] [default to '20']", "login"),
            rows("**bool** |  | [optional] [default to 20]", "login"),
            "type boolean",
        ),
        (
            pets("x-docs-differs: {default 10: The server changed it.}"),
            rows("**int** |  | [optional] [default to 10]", "login"),
            rows("**int** |  | [optional] [default to 30]", "login"),
            "default 30",
        ),
        (
            pets("x-docs-differs: {default none: The page forgets it.}"),
            rows("**int** |  | [optional] ", "login"),
            rows("**int** |  | [optional] [default to 30]", "login"),
            "default 30",
        ),
        (
            pets("x-docs-differs: {required: It is not.}"),
            rows("**int** |  | [default to 20]", "login"),
            rows("**int** |  | [optional] [default to 30]", "login"),
            "default 30",
        ),
        (
            of_operation(
                "x-docs-differs: {security key: Nobody has one., parameter size: It is ignored.}",
            ),
            rows(int, "key"),
            rows(int, "token"),
            "security token",
        ),
    ] {
        let report = against(&description, &[("PetApi.md", &first)]);
        assert!(report.is_clean(), "{aspect}: {:?}", report.differences);
        let report = against(&description, &[("PetApi.md", &later)]);
        assert_eq!(aspects(&report), [aspect], "{description}");
        assert_eq!(report.stale.len(), 1, "{aspect}");
    }
    // Of another property of the same object it says nothing.
    let pen = |other: &str| {
        format!("# Pen\n\n{TABLE}**ink** | **str** |  | \n**cap** | **str** |  | \n{other}")
    };
    let described = "\
openapi: 3.0.3
info: {title: pens, version: '1'}
paths: {}
components:
  schemas:
    Pen:
      type: object
      required: [ink, cap]
      x-docs-differs: {property nib: Newer pens have one.}
      properties: {ink: {type: string}, cap: {type: string}, nib: {type: string}}
";
    let report = against(described, &[("Pen.md", &pen(""))]);
    assert_clean(&report);
    let without = pen("").replace("**cap** | **str** |  | \n", "");
    let report = against(described, &[("Pen.md", &without)]);
    assert_eq!(aspects(&report), ["property cap"]);
    let empty = format!("# Pen\n\n{TABLE}");
    let report = against(described, &[("Pen.md", &empty)]);
    assert_eq!(aspects(&report), ["property ink", "property cap"]);
}

const SHELVES: &str = "\
openapi: 3.0.3
info: {title: shelves, version: '1'}
paths: {}
components:
  schemas:
    Shelf:
      type: object
      required: [links]
      properties:
        links:
          $ref: '#/components/schemas/Links'
          x-docs-differs: {type ShelfLinks: The generator has made a copy of it.}
        size: {type: integer, x-docs-differs: {type number: It is whole., required: Old shelves have none.}}
        room: {type: string, x-docs-differs: {property room: Newer shelves have one.}}
    Links: {type: object, required: [self], properties: {self: {type: string}}}
";

#[test]
fn what_has_another_name_for_a_reason_is_compared_all_the_same() {
    let shelf = format!(
        "# Shelf\n\n{TABLE}**links** | [**ShelfLinks**](ShelfLinks.md) |  | \n**size** | **float** |  | \n"
    );
    let links = format!("# ShelfLinks\n\n{TABLE}**_self** | **str** |  | \n");
    let report = against(SHELVES, &[("Shelf.md", &shelf), ("ShelfLinks.md", &links)]);
    assert_clean(&report);
    for (from, to, aspect) in [
        ("**str**", "**int**", "type integer"),
        ("**_self**", "**_other**", "property _other"),
        ("|  | \n", "|  | [optional] \n", "optional"),
    ] {
        let changed = links.replacen(from, to, 1);
        let report = against(
            SHELVES,
            &[("Shelf.md", &shelf), ("ShelfLinks.md", &changed)],
        );
        assert_eq!(aspects(&report), [aspect], "{changed}");
    }
    let own_name = "Links: {x-docs-name: Links, x-docs-differs: {model: The vendor's own name.},";
    let named = SHELVES.replacen("Links: {", own_name, 1);
    let report = against(&named, &[("Shelf.md", &shelf)]);
    assert_eq!(aspects(&report), ["no model ShelfLinks"]);
    // A new name is one difference, whatever else of it has been explained.
    let renamed = shelf.replacen("**size**", "**width**", 1);
    let report = against(
        SHELVES,
        &[("Shelf.md", &renamed), ("ShelfLinks.md", &links)],
    );
    assert_eq!(aspects(&report), ["property width"]);
}

#[test]
fn what_cannot_be_read_fails_until_somebody_says_why() {
    let pen = format!("# Pen\n\n{TABLE}**ink** | **str** |  | \n**cap** | **st[r** |  | \n");
    let description = "\
openapi: 3.0.3
info: {title: pens, version: '1'}
paths: {}
components:
  schemas:
    Pen: {type: object, required: [ink, cap], properties: {ink: {type: string}, cap: {type: string}}}
";
    let report = against(description, &[("docs/Pen.md", &pen)]);
    assert_eq!(report.findings.len(), 1);
    assert!(!report.is_clean());
    let key = "x-docs-unreadable";
    let known = format!("{description}{key}:\n  Pen.md:7: The brackets are the page's.\n");
    let report = against(&known, &[("docs/Pen.md", &pen)]);
    assert_clean(&report);
    let report = against(
        &known.replace("Pen.md:7", "Pen.md:5"),
        &[("docs/Pen.md", &pen)],
    );
    assert_eq!((report.findings.len(), report.stale.len()), (1, 1));
    assert_eq!(report.stale[0].pointer, "/x-docs-unreadable/Pen.md:5");
}

#[test]
fn pages_of_which_nothing_is_read_give_one_finding_and_no_list_of_what_is_missing() {
    let java = format!("# Pet\n\n{TABLE}**born** | **OffsetDateTime** |  | \n");
    let report = against(PETS, &[("Pet.md", &java)]);
    assert_eq!((report.findings.len(), report.differences.len()), (1, 0));
    assert!(!report.is_clean());
}
