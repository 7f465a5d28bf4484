//! Lists that come in pages. Uses `blocking`, `platform`, `outcome`, `client`.

mod plan;
mod stream;

pub use plan::Pagination;
pub use stream::{ItemStream, PageStream};

use std::fmt;

/// One page of a list, as the server answers it.
pub trait Page {
    /// What the list holds.
    type Item;

    /// The items of this page.
    fn items(&self) -> &[Self::Item];

    /// The items of this page, without what came along with them.
    fn into_items(self) -> Vec<Self::Item>;

    /// The number of items on all pages, if the server tells.
    fn total(&self) -> Option<u64> {
        None
    }

    /// The number of pages, if the server tells.
    fn total_pages(&self) -> Option<u64> {
        None
    }
}

impl<T> Page for Vec<T> {
    type Item = T;

    fn items(&self) -> &[T] {
        self
    }

    fn into_items(self) -> Vec<T> {
        self
    }
}

/// The server answered two requests for different pages with the same items: it ignores the parameter that says which page is
/// meant, or leads round in a circle, and would be asked for ever.
#[derive(Debug)]
pub struct RepeatedPage {
    pub(crate) parameter: &'static str,
    pub(crate) position: u64,
}

impl fmt::Display for RepeatedPage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "the answer for `{}={}` holds the same items as one before it: the server seems to ignore the parameter",
            self.parameter, self.position
        )
    }
}

impl std::error::Error for RepeatedPage {}

/// The list came to its end, and the server says that it has more items.
#[derive(Debug)]
pub struct IncompleteList {
    pub(crate) arrived: u64,
    pub(crate) total: u64,
}

impl fmt::Display for IncompleteList {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{} items arrived, and the server says that there are {}",
            self.arrived, self.total
        )
    }
}

impl std::error::Error for IncompleteList {}
