//! Lists that come in pages. Uses `outcome`, `client`.

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
/// meant, and would be asked for ever.
#[derive(Debug)]
pub struct RepeatedPage {
    pub(crate) parameter: &'static str,
    pub(crate) position: u64,
}

impl fmt::Display for RepeatedPage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "the answer for `{}={}` holds the same items as the one before it: the server seems to ignore the parameter",
            self.parameter, self.position
        )
    }
}

impl std::error::Error for RepeatedPage {}
