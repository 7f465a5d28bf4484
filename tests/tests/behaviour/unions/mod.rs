//! Unions: whatever came is kept, and read as what it is.

mod one_of;
