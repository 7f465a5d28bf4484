//! Where a description says what an interface has.

use std::collections::BTreeMap;

use crate::model::{Api, TypeKind};
use crate::pointer;

/// JSON pointers by what an interface calls the thing: `list_users`, `User`, `User.email` (a field by its name on the wire).
pub type Places = BTreeMap<String, String>;

/// The places of an API's operations, types and fields.
pub fn places(api: &Api) -> Places {
    let operations = api.operations.iter();
    let operations =
        operations.map(|operation| (operation.name.clone(), operation.pointer.clone()));
    let types = api.types.iter().flat_map(|definition| {
        let fields = match &definition.kind {
            TypeKind::Object(object) => object.fields.as_slice(),
            _ => &[],
        };
        let properties = pointer::join(&definition.pointer, "properties");
        let fields = fields.iter().map(move |field| {
            (
                format!("{}.{}", definition.name, field.wire_name),
                pointer::join(&properties, &field.wire_name),
            )
        });
        std::iter::once((definition.name.clone(), definition.pointer.clone())).chain(fields)
    });
    operations.chain(types).collect()
}
