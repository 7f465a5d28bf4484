//! Pages on which a reader goes wrong who trusts them, or the dialect, too much.

use serde_json::{Value, json};
use xtask::reconstruct::{Options, assemble};

use super::setup::{codes, folder};

/// A page with one operation: its method and path, its rows, its media type.
fn api(method: &str, path: &str, rows: &str, content_type: &str) -> String {
    format!(
        "# pets.PetApi\n\nAll URIs are relative to *https://pets.example*\n\n\
         Method | HTTP request | Description\n------------- | ------------- | -------------\n\
         [**call**](PetApi.md#call) | **{method}** {path} | \n\n\
         # **call**\n> call()\n\nTalk about\n\n```java\nnew Call()\n```\n\n\
         ### Example\n```python\napi.call()\n```\n\n\
         ### Parameters\n\nName | Type | Description  | Notes\n------------- | ------------- | ------------- | -------------\n\
         {rows}\n\n### Return type\n\nvoid (empty response body)\n\n### Authorization\n\nNo authorization required\n\n\
         ### HTTP request headers\n\n - **Content-Type**: {content_type}\n - **Accept**: Not defined\n\n\
         ### HTTP response details\n| Status code | Description | Response headers |\n|-------------|-------------|------------------|\n\
         **204** | done |  -  |\n"
    )
}

fn model(name: &str, rows: &str) -> String {
    format!(
        "# {name}\n\n## Properties\nName | Type | Description | Notes\n------------ | ------------- | ------------- | -------------\n{rows}\n"
    )
}

/// The one operation of a page.
fn operation(page: &str) -> Value {
    let pages = folder(&[("PetApi.md", page)]);
    assert_eq!(codes(&pages), [""; 0]);
    let document = assemble(&pages, &Options::default()).document;
    let item = document["paths"].as_object().into_iter().flatten().next();
    let operations = item.and_then(|(_, item)| item.as_object().cloned());
    let operation = operations.into_iter().flatten().next();
    operation.map(|(_, value)| value).unwrap_or_default()
}

fn places(operation: &Value) -> Vec<&Value> {
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    parameters.map(|parameter| &parameter["in"]).collect()
}

#[test]
fn a_body_without_media_type_is_no_query_parameter() {
    for rows in [
        " **body** | **bytearray**|  | [optional] ",
        " **body** | **object**|  | ",
        " **body** | **str**|  | ",
        " **new_pet** | [**NewPet**](NewPet.md)|  | ",
    ] {
        let found = operation(&api("POST", "/pets", rows, "Not defined"));
        assert_eq!(places(&found), [""; 0], "{rows}");
        let guessed = &found["requestBody"]["x-guessed"];
        assert_eq!(*guessed, json!(["schema", "media type"]), "{rows}");
        assert!(found["requestBody"]["content"].get("*/*").is_some());
    }
    let named = " **new_pet** | **NewPet**|  | ";
    let found = operation(&api("POST", "/pets", named, "Not defined"));
    assert_eq!(places(&found), ["query"]);
}

#[test]
fn a_form_whose_fields_the_generator_lost_is_a_body_and_invents_no_model() {
    let rows = " **unknown_base_type** | [**UNKNOWN_BASE_TYPE**](UNKNOWN_BASE_TYPE.md)|  | ";
    let form = "application/x-www-form-urlencoded";
    let page = api("POST", "/pets", rows, form);
    let found = operation(&page);
    assert_eq!(places(&found), [""; 0]);
    let schema = &found["requestBody"]["content"][form]["schema"];
    assert_eq!(*schema, json!({"x-undocumented": ["type"]}));
    let invented = " **add_pet_request** | [**AddPetRequest**](AddPetRequest.md)|  | ";
    let found = operation(&api("POST", "/pets", invented, form));
    let schema = &found["requestBody"]["content"][form]["schema"];
    assert_eq!(schema["$ref"], "#/components/schemas/AddPetRequest");
}

#[test]
fn a_media_type_below_a_get_makes_no_body_of_its_only_parameter() {
    for content_type in ["application/x-www-form-urlencoded", "application/json"] {
        let rows = " **expand** | [**list[str]**](str.md)|  | [optional] ";
        let found = operation(&api("GET", "/pets", rows, content_type));
        assert_eq!(places(&found), ["query"], "{content_type}");
        assert_eq!(found.get("requestBody"), None, "{content_type}");
    }
    // A form without fields is nothing of which a row could speak.
    let rows = " **lines** | [**list[LineParams]**](LineParams.md)|  | [optional] ";
    let form = "application/x-www-form-urlencoded";
    let found = operation(&api("GET", "/pets", rows, form));
    assert_eq!(places(&found), ["query"]);
}

#[test]
fn headers_that_everybody_knows_are_no_query_parameters() {
    let rows =
        " **authorization** | **str**|  | \n **accept** | **str**|  | \n **name** | **str**|  | ";
    let found = operation(&api("GET", "/pets", rows, "Not defined"));
    assert_eq!(places(&found), ["header", "header", "query"]);
}

#[test]
fn names_of_cookies_and_of_headers_that_openapi_ignores_are_not_taken_for_headers() {
    let rows = " **cookie** | **str**|  | \n **range** | **str**|  | \n **prefer** | **str**|  | \n **content_type** | **str**|  | ";
    let found = operation(&api("GET", "/pets", rows, "Not defined"));
    assert_eq!(places(&found), ["cookie", "header", "header", "query"]);
    let rows = " **content_type** | **str**|  | \n **body** | **str**|  | ";
    let found = operation(&api("POST", "/pets", rows, "text/csv, text/plain"));
    assert_eq!(places(&found), ["header"]);
}

#[test]
fn a_body_that_is_a_map_is_no_query_parameter() {
    for (kind, optional) in [
        ("Dict[str, str]", "int"),
        ("{str: (str,)}", "bool"),
        ("dict(str, list[int])", "str"),
    ] {
        let rows = format!(
            " **dry_run** | **{optional}**|  | [optional] \n **labels** | [**{kind}**](str.md)|  | \n **since** | **datetime**|  | [optional] "
        );
        let found = operation(&api("PUT", "/pets", &rows, "application/json"));
        assert_eq!(places(&found), ["query", "query"], "{kind}");
        assert_eq!(
            found["requestBody"]["x-guessed"],
            json!(["schema"]),
            "{kind}"
        );
    }
    // Without a media type there is no body, and below a GET no map is one.
    let rows = " **labels** | [**Dict[str, str]**](str.md)|  | [optional] ";
    assert_eq!(
        places(&operation(&api("PUT", "/pets", rows, "Not defined"))),
        ["query"]
    );
    let found = operation(&api("GET", "/pets", rows, "application/json"));
    assert_eq!(places(&found), ["query"]);
}

/// The responses of an operation with these statuses, this return type and this line of media types.
fn responses(statuses: &[&str], returns: &str, accept: &str) -> Value {
    let rows: Vec<String> = statuses
        .iter()
        .map(|status| format!("**{status}** | x |  -  |\n"))
        .collect();
    let page = api("POST", "/pets", " **id** | **int**|  | ", "Not defined")
        .replace("**204** | done |  -  |\n", &rows.concat())
        .replace("void (empty response body)", returns)
        .replace("Accept**: Not defined", &format!("Accept**: {accept}"));
    operation(&page)["responses"].clone()
}

#[test]
fn media_types_of_errors_do_not_vanish_where_nothing_is_returned() {
    let problem = "application/problem+json";
    let unknown = json!({"schema": {"x-undocumented": ["type"]}});
    let void = "void (empty response body)";
    let found = responses(&["204", "404"], void, problem);
    assert_eq!(found["404"]["content"][problem], unknown);
    assert_eq!(found["404"].get("x-guessed"), None);
    assert_eq!(found["204"].get("content"), None);
    // Any of several errors may have it.
    let found = responses(&["204", "404", "0"], void, problem);
    for status in ["404", "default"] {
        assert_eq!(found[status]["content"][problem], unknown, "{status}");
        assert_eq!(found[status]["x-guessed"], json!(["content"]), "{status}");
    }
    // No success returns a problem.
    let found = responses(
        &["200", "400"],
        "**str**",
        "application/json, application/problem+json",
    );
    assert_eq!(
        found["200"]["content"]
            .as_object()
            .map(serde_json::Map::len),
        Some(1)
    );
    assert_eq!(found["400"]["content"][problem], unknown);
    // Without errors, something comes with the success of which no type is known.
    let found = responses(&["200", "204"], void, "text/csv");
    assert_eq!(found["200"]["content"]["text/csv"], unknown);
    assert_eq!(found["200"]["x-guessed"], json!(["content"]));
    assert_eq!(found["204"].get("content"), None);
}

#[test]
fn entities_in_a_path_and_types_that_were_lost_are_read() {
    let rows = " **body** | [****](.md)|  | [optional] \n **ids** | [**[]**](.md)|  | [optional] ";
    let pages = folder(&[(
        "PetApi.md",
        &api("GET", "/pets#by&#x3D;{id}", rows, "Not defined"),
    )]);
    assert_eq!(codes(&pages), [""; 0]);
    let document = assemble(&pages, &Options::default()).document;
    let parameters = &document["paths"]["/pets#by={id}"]["get"]["parameters"];
    assert_eq!(parameters[0]["schema"], json!({"x-undocumented": ["type"]}));
    assert_eq!(parameters[1]["schema"]["type"], "array");
}

#[test]
fn a_model_may_be_called_like_a_class_of_python() {
    let board = model(
        "Board",
        "**lists** | [**List**](List.md) |  | \n**any** | **Any** |  | ",
    );
    let list = model("List", "**id** | **int** |  | ");
    let kinds = |files: &[(&str, &str)]| -> Vec<Value> {
        let document = assemble(&folder(files), &Options::default()).document;
        let rows = &document["components"]["schemas"]["Board"]["properties"];
        vec![rows["lists"].clone(), rows["any"].clone()]
    };
    let both = kinds(&[("Board.md", &board), ("List.md", &list)]);
    assert_eq!(both[0]["$ref"], "#/components/schemas/List");
    assert_eq!(both[1]["x-undocumented"], json!(["type"]));
    assert_eq!(kinds(&[("Board.md", &board)])[0]["type"], "array");
}

#[test]
fn a_model_may_be_called_like_a_file() {
    let folder_page = model(
        "Folder",
        "**cover** | [**file**](file.md) |  | \n**files** | [**list[file]**](file.md) |  | ",
    );
    let file = model("File", "**name** | **str** |  | ");
    let kinds = |files: &[(&str, &str)]| -> Value {
        let document = assemble(&folder(files), &Options::default()).document;
        document["components"]["schemas"]["Folder"]["properties"].clone()
    };
    let both = kinds(&[("Folder.md", &folder_page), ("File.md", &file)]);
    assert_eq!(both["cover"]["$ref"], "#/components/schemas/File");
    assert_eq!(both["files"]["items"]["$ref"], "#/components/schemas/File");
    let alone = kinds(&[("Folder.md", &folder_page)]);
    assert_eq!(alone["cover"]["format"], "binary");

    let row = " **body** | [**file**](file.md)|  | ";
    let body = |content_type: &str| -> Value {
        let page = api("POST", "/files", row, content_type);
        let page = page
            .split("### HTTP response details")
            .next()
            .unwrap_or_default();
        let page = page.replace("void (empty response body)", "[**file**](file.md)");
        let page = page.replace(
            "Accept**: Not defined",
            &format!("Accept**: {content_type}"),
        );
        let files = [("FileApi.md", page.as_str()), ("File.md", &file)];
        let document = assemble(&folder(&files), &Options::default()).document;
        document["paths"]["/files"]["post"].clone()
    };
    let json = body("application/json");
    for part in [&json["requestBody"], &json["responses"]["2XX"]] {
        let schema = &part["content"]["application/json"]["schema"];
        assert_eq!(schema["$ref"], "#/components/schemas/File");
        assert_eq!(part["x-guessed"], json!(["schema"]));
    }
    let raw = body("image/png");
    for part in [&raw["requestBody"], &raw["responses"]["2XX"]] {
        assert_eq!(part["content"]["image/png"]["schema"]["format"], "binary");
    }
}

#[test]
fn the_text_for_no_default_is_no_default() {
    let rows =
        "**size** | **str** | null | defaults to nulltype.Null\n**tags** | **[str]** |  | \n";
    let pages = folder(&[("Pet.md", &model("Pet", rows))]);
    let document = assemble(&pages, &Options::default()).document;
    let pet = &document["components"]["schemas"]["Pet"];
    assert_eq!(pet["required"], json!(["size", "tags"]));
    assert_eq!(pet["properties"]["size"], json!({"type": "string"}));
}

#[test]
fn null_printed_as_a_text_is_no_default_where_templates_print_it_so() {
    let row = |kind: &str| format!("**name** | **{kind}** |  | [optional] [default to 'null']");
    let default = |kind: &str| -> Value {
        let other = "\n**tags** | **List[str]** |  | ";
        let rows = row("str") + if kind == "List" { other } else { "" };
        let pages = folder(&[("Pet.md", &model("Pet", &rows))]);
        let document = assemble(&pages, &Options::default()).document;
        document["components"]["schemas"]["Pet"]["properties"]["name"].clone()
    };
    assert_eq!(default("list").get("default"), None);
    assert_eq!(default("list")["x-undocumented"], json!(["default"]));
    assert_eq!(default("List")["default"], "null");
}

#[test]
fn null_among_the_values_of_an_enumeration_is_marked_as_a_guess() {
    let rows = "**value** | **str** |  |  must be one of [\"a\", \"null\", ]\n";
    let other = model("Pet", "**tags** | **[str]** |  | ");
    let pages = folder(&[("Kind.md", &model("Kind", rows)), ("Pet.md", &other)]);
    let document = assemble(&pages, &Options::default()).document;
    let kind = &document["components"]["schemas"]["Kind"];
    assert_eq!(kind["enum"], json!(["a", null]));
    assert_eq!(kind["nullable"], true);
    assert_eq!(kind["x-guessed"], json!(["enum"]));
}

#[test]
fn code_of_another_language_in_a_description_does_not_make_the_page_foreign() {
    let readme = "# pets\n\nTalk about\n\n```ruby\nPet.new\n```\n\n```python\nimport pets\n```\n\n\
                  ## Documentation for API Endpoints\n\nAll URIs are relative to *https://pets.example*\n";
    let pet = format!("{}\n", model("Pet", "**id** | **int** | | ")).replacen(
        "# Pet\n",
        "# Pet\n\n```java\nnew Pet()\n```\n",
        1,
    );
    let pages = folder(&[("README.md", readme), ("Pet.md", &pet)]);
    assert_eq!(codes(&pages), [""; 0]);
    assert_eq!((pages.servers.len(), pages.models.len()), (1, 1));
}

/// The form of an operation on pages of swagger-codegen 3, with the page of a model.
fn form(rows: &str, content_type: &str, pen: &str) -> Value {
    let page = api("POST", "/pens", rows, content_type);
    let (page, _) = page
        .split_once("### HTTP response details")
        .expect("it is there");
    let model = model("PensBody", pen);
    let pages = folder(&[("PetApi.md", page), ("PensBody.md", &model)]);
    let document = assemble(&pages, &Options::default()).document;
    let content = &document["paths"]["/pens"]["post"]["requestBody"]["content"];
    content[content_type]["schema"].clone()
}

#[test]
fn fields_of_a_form_are_not_all_required_because_the_body_is() {
    let rows = " **ink** | **str**|  | \n **cap** | **str**|  | ";
    let urlencoded = "application/x-www-form-urlencoded";
    // The model of the same fields knows better.
    let known = form(
        rows,
        urlencoded,
        "**ink** | **str** |  | \n**cap** | **str** |  | [optional] ",
    );
    assert_eq!(known["required"], json!(["ink"]));
    assert_eq!(known.get("x-guessed"), None);
    let unknown = form(rows, urlencoded, "**ink** | **str** |  | ");
    assert_eq!(unknown["required"], json!(["ink", "cap"]));
    assert_eq!(unknown["x-guessed"], json!(["required"]));
    let told = " **ink** | **str**|  | \n **cap** | **str**|  | [optional] ";
    assert_eq!(form(told, urlencoded, "").get("x-guessed"), None);
}

#[test]
fn a_text_of_a_form_of_parts_may_be_a_file_where_no_file_is_printed() {
    let rows = " **ink** | **str**|  | \n **size** | **int**|  | [optional] ";
    let form = form(rows, "multipart/form-data", "");
    let marks = |field: &str| form["properties"][field]["x-guessed"].clone();
    assert_eq!(marks("ink"), json!(["in", "type"]));
    assert_eq!(marks("size"), json!(["in"]));
}
