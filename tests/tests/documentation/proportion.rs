//! The time of an audit grows with the pages, not with their square.

use std::time::{Duration, Instant};

use xtask::audit::audit;
use xtask::load::{Document, load};
use xtask::reconstruct::yaml::{self, List};
use xtask::reconstruct::{Collector, Options, Pages, assemble};

const TABLE: &str = "Name | Type | Description | Notes\n--- | --- | --- | ---\n";

/// Pages of as many models and operations, which refer to each other and have defaults.
fn pages(count: usize) -> Pages {
    let mut collector = Collector::default();
    for index in 0..count {
        let next = (index * 7 + 1) % count;
        let page = format!(
            "# Model{index}\n\n## Properties\n{TABLE}**next** | [**Model{next}**](Model{next}.md) |  | [optional] \n\
             **size** | **int** |  | [optional] [default to 10]\n"
        );
        collector.add(&format!("Model{index}.md"), page.as_bytes());
        let name = format!("show_{index}");
        let class = format!("T{index}Api");
        let page = format!(
            "# lib.{class}\n\nAll URIs are relative to *https://lib.example*\n\nMethod | HTTP request | Description\n--- | --- | ---\n\
             [**{name}**]({class}.md#{name}) | **GET** /t{index}/{{id}} | \n\n# **{name}**\n> {name}(id)\n\n### Parameters\n\n{TABLE} \
             **id** | **str**|  | \n **size** | **int**|  | [optional] [default to 10]\n\n### Return type\n\n[**Model{next}**](Model{next}.md)\n\n\
             ### HTTP request headers\n\n - **Content-Type**: Not defined\n - **Accept**: application/json\n\n### HTTP response details\n\
             | Status code | Description | Response headers |\n|---|---|---|\n**200** |  |  -  |\n"
        );
        collector.add(&format!("{class}.md"), page.as_bytes());
    }
    collector.finish()
}

fn described(pages: &Pages) -> Document {
    let text = yaml::print(&assemble(pages, &Options::default()), "docs", List::Grouped);
    load("spec.yaml", text.as_bytes()).expect("it loads")
}

fn took(work: impl FnOnce()) -> Duration {
    let begin = Instant::now();
    work();
    begin.elapsed()
}

/// Of many pages, what grows with their square takes longer than all else together. Both times are of the same moment,
/// so that a busy machine slows both down.
#[test]
fn an_audit_of_many_pages_takes_no_longer_than_reading_them() {
    const COUNT: usize = 1500;
    let document = described(&pages(COUNT));
    let ratios = (0..3).map(|_| {
        let mut read = Pages::default();
        let reading = took(|| read = pages(COUNT));
        let auditing = took(|| assert!(audit(&document, &read).is_clean()));
        auditing.as_secs_f64() / reading.as_secs_f64()
    });
    let found: Vec<f64> = ratios.collect();
    assert!(found.iter().any(|ratio| *ratio < 2.0), "{found:?}");
}
