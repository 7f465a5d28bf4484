//! Unions: whatever came is kept, and read as what it is.

mod all_of_with_union;
mod any_of_both_apply;
mod any_of_overlapping;
mod enums_in_pieces;
mod one_of;
mod union_all_optional;
mod union_beside_properties;
mod union_constant_tags;
mod union_default_mapping;
mod union_object_or_list;
mod union_of_kinds;
mod union_superset_second;
mod union_tag_not_declared;
mod union_tag_values_in_enum;
mod union_tags_of_every_kind;
mod union_without_tags;
