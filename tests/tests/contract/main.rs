//! The calls of the generated clients, and the answers that they have to understand, against the descriptions in `specs/`.
//!
//! Nothing here comes from the generator but the clients: [`json_schema`] turns the schemas into JSON Schema, [`values`]
//! draws arguments and answers from them, a local server finds the operation of each request and lets the `jsonschema`
//! library judge its parameters and its body, and answers with a drawn value. The client has to read the answer and write
//! it back the same.
//!
//! With `CONTRACT_PRISM=1` every request and every answer passes through [Prism](https://stoplight.io/open-source/prism)
//! as well, which makes up its own mind: see [`prism`].

mod contract;
mod exchange;
mod given;
mod json_schema;
mod prism;
mod refusals;
mod values;
mod vendors;

use contract::{Contract, statuses};
use exchange::Stage;
use values::Extent;
use workspace_tests::description::DOCUMENTED;

use vendors::{Alsid, Contabo, Kestra, Portainer, Sftpgo, Vendor};

/// How many values are drawn for an extent. `PROPTEST_CASES` sets the number of those that are a mixture.
fn cases(extent: Extent) -> u32 {
    match extent {
        Extent::Mixed => std::env::var("PROPTEST_CASES")
            .ok()
            .and_then(|cases| cases.parse().ok())
            .unwrap_or(8),
        _ => 2,
    }
}

/// Every operation, with every answer that the description knows.
fn every_operation_keeps_its_contract<V: Vendor>() {
    let stage = Stage::<V>::start();
    for operation in stage.contract.description.operations() {
        for (status, response) in statuses(&operation) {
            for extent in [
                Extent::Minimal,
                Extent::Complete,
                Extent::Nulls,
                Extent::Mixed,
            ] {
                stage.play(&operation, status, response, extent, cases(extent));
            }
        }
    }
}

#[test]
fn alsid() {
    every_operation_keeps_its_contract::<Alsid>();
}

#[test]
fn contabo() {
    every_operation_keeps_its_contract::<Contabo>();
}

#[test]
fn kestra() {
    every_operation_keeps_its_contract::<Kestra>();
}

#[test]
fn portainer() {
    every_operation_keeps_its_contract::<Portainer>();
}

#[test]
fn sftpgo() {
    every_operation_keeps_its_contract::<Sftpgo>();
}

#[test]
fn no_operation_is_left_out() {
    let vendors = [
        Alsid::NAME,
        Contabo::NAME,
        Kestra::NAME,
        Portainer::NAME,
        Sftpgo::NAME,
    ];
    let operations = |vendor| Contract::of(vendor).description.operations().len();
    let called = vendors.map(|vendor| (vendor, operations(vendor)));
    assert_eq!(
        called.as_slice(),
        DOCUMENTED,
        "left: the vendors with calls in `vendors.rs` and a test here, right: `DOCUMENTED` in tests/src/description.rs"
    );
}
