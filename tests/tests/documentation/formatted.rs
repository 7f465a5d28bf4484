//! Pages after prettier, run once over those of the fixtures, say what they said before.

use std::path::Path;

use xtask::reconstruct::{Options, assemble, files};

use super::setup::reconstruct;

#[test]
fn a_formatter_changes_no_fact_of_a_page() {
    for dialect in ["swagger-codegen-2", "openapi-generator-7"] {
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/docs-prettier");
        let folder = fixtures.join(dialect).join("docs");
        let pages = files::read(&[folder])
            .expect("the fixture is there")
            .finish();
        let formatted = assemble(&pages, &Options::default()).document;
        assert_eq!(formatted, reconstruct(dialect).document, "{dialect}");
    }
}
