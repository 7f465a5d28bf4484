//! What several schemas say of one value, `null` and numbers among it.

mod all_of_merges;
mod all_of_same_inner_object;
mod enum_signs;
mod large_integers;
mod null_enum_by_reference;
mod nullable_beside_reference;
mod nulls_everywhere;
