//! Types that nest as deep as the API does, which Clippy would have under a name of their own.

use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, ImplItem, Item, Type};

/// Clippy's default for `type-complexity-threshold`.
const THRESHOLD: u64 = 250;

/// Allows what is too complex where it stands.
pub(crate) fn allow(item: &mut Item) {
    match item {
        Item::Struct(item) => {
            for field in &mut item.fields {
                if is_complex(|look| look.visit_type_mut(&mut field.ty)) {
                    field.attrs.push(allowance());
                }
            }
        }
        Item::Impl(block) => {
            for item in &mut block.items {
                if let ImplItem::Fn(method) = item
                    && is_complex(|look| look.visit_signature_mut(&mut method.sig))
                {
                    method.attrs.push(allowance());
                }
            }
        }
        _ => {}
    }
}

fn is_complex(look: impl FnOnce(&mut Complexity)) -> bool {
    let mut complexity = Complexity::default();
    look(&mut complexity);
    complexity.found
}

/// Counts as Clippy does: each type with how deep it lies in others.
#[derive(Default)]
struct Complexity {
    depth: u64,
    score: u64,
    found: bool,
}

impl VisitMut for Complexity {
    fn visit_type_mut(&mut self, ty: &mut Type) {
        // A parameter of the function by the time that Clippy looks at it.
        if matches!(ty, Type::ImplTrait(_)) {
            return;
        }
        self.depth += 1;
        self.score += 10 * self.depth;
        visit_mut::visit_type_mut(self, ty);
        self.depth -= 1;
        if self.depth == 0 {
            self.found |= self.score > THRESHOLD;
            self.score = 0;
        }
    }
}

fn allowance() -> Attribute {
    syn::parse_quote!(#[allow(clippy::type_complexity)])
}
