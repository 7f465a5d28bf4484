//! Two types of the same value, as two languages print it.

use crate::reconstruct::type_expression::Type;
use crate::reconstruct::wire::fold;

/// What two types are together.
#[derive(Debug, PartialEq)]
pub(super) enum Merged {
    Kind(Type),
    Contradiction,
}

/// The more precise of two types; `is_opaque` knows the classes of which the pages tell nothing.
pub(super) fn merge(own: &Type, other: &Type, is_opaque: &impl Fn(&str) -> bool) -> Merged {
    use Merged::{Contradiction, Kind};

    let inside = |own: &Type, other: &Type, around: fn(Box<Type>) -> Type| match merge(
        own, other, is_opaque,
    ) {
        Kind(kind) => Kind(around(Box::new(kind))),
        Contradiction => Contradiction,
    };
    if own == other || is_less_precise(other, own) {
        return Kind(own.clone());
    }
    if is_less_precise(own, other) {
        return Kind(other.clone());
    }
    match (own, other) {
        (Type::Nullable(own), Type::Nullable(other)) => inside(own, other, Type::Nullable),
        (Type::Nullable(own), other) => inside(own, other, Type::Nullable),
        (own, Type::Nullable(other)) => inside(own, other, Type::Nullable),
        (Type::List(own), Type::List(other)) => inside(own, other, Type::List),
        (Type::Map(own), Type::Map(other)) => inside(own, other, Type::Map),
        // What has a class in one language only is a text, a list or anything else in the others.
        (Type::Model(class), other) if is_opaque(class) || !other.is_class() => Kind(own.clone()),
        (own, Type::Model(_)) if !own.is_class() => Kind(own.clone()),
        (Type::Model(own), Type::Model(other)) if is_same(own, other) => {
            Kind(Type::Model(own.clone()))
        }
        _ => Contradiction,
    }
}

/// Whether one type leaves open what the other tells.
fn is_less_precise(one: &Type, other: &Type) -> bool {
    match (one, other) {
        // A class of the other language means nothing here.
        (Type::Undocumented | Type::Anything, other) => other.model().is_none(),
        (Type::Integer | Type::Number, Type::Format(of, _)) => **of == *one,
        // Some languages print a text for what is one on the wire.
        (Type::Text, Type::Values(of, _)) => **of == Type::Text,
        (Type::Text, Type::Uuid | Type::Date | Type::DateTime | Type::Binary) => true,
        _ => false,
    }
}

/// Generators put a word in front of names that their language has.
fn is_same(one: &str, other: &str) -> bool {
    let plain = |class: &str| {
        let folded = fold(class);
        folded
            .strip_prefix("model")
            .map_or(folded.clone(), str::to_owned)
    };
    plain(one) == plain(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(own: Type, other: Type) -> Merged {
        merge(&own, &other, &|_| false)
    }

    fn int64() -> Type {
        Type::Format(Box::new(Type::Integer), "int64")
    }

    #[test]
    fn the_more_precise_type_is_taken_wherever_it_stands() {
        assert_eq!(of(Type::Integer, int64()), Merged::Kind(int64()));
        assert_eq!(of(int64(), Type::Integer), Merged::Kind(int64()));
        let list = |kind| Type::List(Box::new(kind));
        assert_eq!(
            of(list(Type::Text), list(Type::Uuid)),
            Merged::Kind(list(Type::Uuid))
        );
        let null = Type::Nullable(Box::new(Type::Text));
        assert_eq!(of(Type::Text, null.clone()), Merged::Kind(null.clone()));
        assert_eq!(of(null.clone(), Type::Text), Merged::Kind(null));
    }

    #[test]
    fn what_cannot_both_be_true_is_a_contradiction() {
        let list = |kind| Type::List(Box::new(kind));
        for (own, other) in [
            (Type::Integer, Type::Text),
            (Type::Text, list(Type::Text)),
            (list(Type::Integer), list(Type::Boolean)),
            (
                Type::Model("Book".to_owned()),
                Type::Model("Pen".to_owned()),
            ),
        ] {
            assert_eq!(of(own, other), Merged::Contradiction);
        }
    }
}
