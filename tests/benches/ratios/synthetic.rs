//! Descriptions and documentation pages of any size, with what real ones have: lists that page, bodies, enums, dates, types in types.

use std::fmt::Write as _;

/// A description with this many operations: four for each resource, whose types mention each other. `layout` is that of the
/// crate's files.
pub(crate) fn description(operations: usize, layout: &str) -> String {
    let resources = operations.div_ceil(4);
    let mut text = format!(
        "openapi: 3.0.3\ninfo: {{title: Synthetic, version: '1.0', x-crate: {{layout: {layout}}}}}\n\
         servers: [{{url: 'https://api.example.com/v1'}}]\npaths:\n"
    );
    for index in 0..operations {
        let resource = index / 4;
        let _ = match index % 4 {
            0 => writeln!(text, "  /resources{resource}:\n{}", list(resource)),
            1 => writeln!(text, "{}", create(resource)),
            2 => writeln!(text, "  /resources{resource}/{{id}}:\n{}", get(resource)),
            _ => writeln!(text, "{}", update(resource)),
        };
    }
    text.push_str(COMPONENTS);
    for resource in 0..resources {
        text.push_str(&schemas(resource, resource.saturating_sub(1)));
    }
    text
}

const COMPONENTS: &str = "\
components:
  securitySchemes:
    Bearer: {type: http, scheme: bearer}
  schemas:
    Problem:
      type: object
      description: What went wrong.
      required: [message]
      properties:
        message: {type: string, description: For a person to read.}
        code: {type: integer, format: int32}
";

const FAILURE: &str = "        default:
          description: Any failure.
          content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}";

const ID: &str = "        - {name: id, in: path, required: true, description: Which one., schema: {type: string, format: uuid}}";

fn answer(status: u16, schema: &str) -> String {
    format!(
        "      responses:\n        '{status}':\n          description: It is there.\n          \
         content: {{application/json: {{schema: {{$ref: '#/components/schemas/{schema}'}}}}}}\n{FAILURE}"
    )
}

fn body(schema: &str) -> String {
    format!(
        "      requestBody:\n        required: true\n        \
         content: {{application/json: {{schema: {{$ref: '#/components/schemas/{schema}'}}}}}}"
    )
}

fn list(resource: usize) -> String {
    let answer = answer(200, &format!("ResourceList{resource}"));
    format!(
        "    get:
      operationId: list_resources_{resource}
      summary: List the resources of kind {resource}
      description: One page of them, sorted by name.
      security: [{{Bearer: []}}]
      x-pagination: {{style: page, page: page, first: 1, size: size, items: /items, total: /total, max-size: 100}}
      parameters:
        - {{name: page, in: query, description: Which page., schema: {{type: integer, format: int64, default: 1}}}}
        - {{name: size, in: query, description: How many at most., schema: {{type: integer, format: int64, default: 10}}}}
        - {{name: state, in: query, schema: {{$ref: '#/components/schemas/State{resource}'}}}}
        - {{name: sort, in: query, schema: {{type: array, items: {{type: string}}}}}}
{answer}"
    )
}

fn create(resource: usize) -> String {
    let (body, answer) = (
        body(&format!("Resource{resource}")),
        answer(201, &format!("Resource{resource}")),
    );
    format!(
        "    post:
      operationId: create_resource_{resource}
      summary: Create a resource of kind {resource}
      security: [{{Bearer: []}}]
{body}
{answer}"
    )
}

fn get(resource: usize) -> String {
    let answer = answer(200, &format!("Resource{resource}"));
    format!(
        "    get:
      operationId: get_resource_{resource}
      summary: Get a resource of kind {resource}
      security: [{{Bearer: []}}]
      parameters:
{ID}
{answer}"
    )
}

fn update(resource: usize) -> String {
    let (body, answer) = (
        body(&format!("Resource{resource}")),
        answer(200, &format!("Resource{resource}")),
    );
    format!(
        "    put:
      operationId: update_resource_{resource}
      summary: Update a resource of kind {resource}
      security: [{{Bearer: []}}]
      parameters:
{ID}
        - {{name: force, in: query, schema: {{type: boolean, default: false}}}}
{body}
{answer}"
    )
}

fn schemas(resource: usize, other: usize) -> String {
    format!(
        "    State{resource}:
      type: string
      description: What a resource of kind {resource} is doing.
      enum: [active, paused, retired]
    Resource{resource}:
      type: object
      description: A resource of kind {resource}.
      required: [name, state]
      additionalProperties: true
      properties:
        id: {{type: string, format: uuid, readOnly: true}}
        name: {{type: string, description: What people call it., maxLength: 100}}
        state: {{$ref: '#/components/schemas/State{resource}'}}
        createdAt: {{type: string, format: date-time, readOnly: true}}
        password: {{type: string, format: password, writeOnly: true}}
        labels: {{type: object, additionalProperties: {{type: string}}}}
        limits:
          type: object
          properties:
            sessions: {{type: integer, format: int32, default: 10}}
            quota: {{type: integer, format: int64, nullable: true}}
        parent: {{$ref: '#/components/schemas/Resource{other}'}}
        children:
          type: array
          items: {{$ref: '#/components/schemas/Resource{resource}'}}
    ResourceList{resource}:
      type: object
      required: [items, total]
      properties:
        total: {{type: integer, format: int64}}
        items:
          type: array
          items: {{$ref: '#/components/schemas/Resource{resource}'}}
"
    )
}

/// This many documentation pages of an SDK, by name: one of operations for every three of models.
pub(crate) fn pages(number: usize) -> Vec<(String, String)> {
    (0..number)
        .map(|index| {
            let resource = index / 4;
            if index % 4 == 0 {
                let name = format!("Resources{resource}Api.md");
                (name, operations_page(resource))
            } else {
                let model = format!("Resource{resource}Part{}", index % 4);
                let page = model_page(&model);
                (format!("{model}.md"), page)
            }
        })
        .collect()
}

fn operations_page(resource: usize) -> String {
    let mut text = format!(
        "# sdk.Resources{resource}Api\n\nAll URIs are relative to *https://api.example.com/v1*\n\n\
         Method | HTTP request | Description\n------------- | ------------- | -------------\n"
    );
    let operations = ["get", "put", "delete"];
    for method in operations {
        let upper = method.to_uppercase();
        let _ = writeln!(
            text,
            "[**{method}_resource{resource}**](Resources{resource}Api.md#{method}_resource{resource}) | **{upper}** /resources{resource}/{{id}} | The {method} of it"
        );
    }
    for method in operations {
        let upper = method.to_uppercase();
        let _ = write!(
            text,
            "
# **{method}_resource{resource}**
> Resource{resource}Part1 {method}_resource{resource}(id, force=force)

The {method} of it

### Parameters

Name | Type | Description  | Notes
------------- | ------------- | ------------- | -------------
 **id** | **str**| Which one | 
 **force** | **bool**| Whether or not | [optional] [default to False]

### Return type

[**Resource{resource}Part1**](Resource{resource}Part1.md)

### Authorization

No authorization required

### HTTP request headers

 - **Content-Type**: Not defined
 - **Accept**: application/json

### HTTP response details
| Status code | Description | Response headers |
|-------------|-------------|------------------|
**200** | What {upper} answers |  -  |

[[Back to top]](#) [[Back to API list]](../README.md#documentation-for-api-endpoints) [[Back to Model list]](../README.md#documentation-for-models) [[Back to README]](../README.md)
"
        );
    }
    text
}

fn model_page(model: &str) -> String {
    format!(
        "# {model}


## Properties

Name | Type | Description | Notes
------------ | ------------- | ------------- | -------------
**id** | **str** | Which one | 
**name** | **str** | What people call it | [optional] 
**created_at** | **datetime** | When it began | [optional] [readonly] 
**size** | **int** | How large it is | [optional] [default to 10]
**tags** | **List[str]** | Words for it | [optional] 
**parent** | [**{model}**]({model}.md) | What it belongs to | [optional] 

[[Back to Model list]](../README.md#documentation-for-models) [[Back to API list]](../README.md#documentation-for-api-endpoints) [[Back to README]](../README.md)
"
    )
}
