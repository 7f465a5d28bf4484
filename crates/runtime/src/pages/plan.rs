//! Which page comes next, and whether there is one: decided without sending anything.

use super::Page;

/// How an operation's list is split into pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pagination {
    pub(crate) position: &'static str,
    /// The number of the first page, where pages are numbered; without it the position counts items.
    first: Option<u64>,
    pub(crate) size: &'static str,
    default_size: Option<u64>,
    max_size: Option<u64>,
}

impl Pagination {
    /// Pages are numbered from `first` by the query parameter `page`, and `size` says how long they are.
    #[must_use]
    pub const fn by_page(page: &'static str, first: u64, size: &'static str) -> Self {
        Self {
            position: page,
            first: Some(first),
            size,
            default_size: None,
            max_size: None,
        }
    }

    /// The query parameter `offset` says how many items lie before the page, and `size` how long it is.
    #[must_use]
    pub const fn by_offset(offset: &'static str, size: &'static str) -> Self {
        Self {
            position: offset,
            first: None,
            size,
            default_size: None,
            max_size: None,
        }
    }

    /// How long a page is when the caller does not say.
    #[must_use]
    pub const fn default_size(mut self, size: u64) -> Self {
        self.default_size = Some(size);
        self
    }

    /// The longest page that the server gives, whatever it is asked for.
    #[must_use]
    pub const fn max_size(mut self, size: u64) -> Self {
        self.max_size = Some(size);
        self
    }

    /// Where a list begins when the caller does not say.
    pub(crate) fn start(&self) -> u64 {
        self.first.unwrap_or(0)
    }

    /// The position after a page, or `None` if it was the last one. `asked` is the size that the caller asked for.
    pub(crate) fn next<P: Page>(&self, position: u64, asked: Option<u64>, page: &P) -> Option<u64> {
        let count = page.items().len() as u64;
        if count == 0 {
            return None;
        }
        // A server lowers a size above its maximum: a page of that length is full.
        let size = asked
            .or(self.default_size)
            .map(|size| self.max_size.map_or(size, |most| size.min(most)));
        let (next, before) = match self.first {
            Some(first) => {
                let index = position.saturating_sub(first);
                if page.total_pages().is_some_and(|pages| index + 1 >= pages) {
                    return None;
                }
                // Without a size only the first page tells how many items lie before it.
                let before = size
                    .map(|size| index.saturating_mul(size))
                    .or((index == 0).then_some(0));
                (position.saturating_add(1), before)
            }
            None => (position.saturating_add(count), Some(position)),
        };
        let by_total = page
            .total()
            .zip(before)
            .map(|(total, before)| before.saturating_add(count) >= total);
        let last = match by_total {
            Some(last) => last,
            // A server that tells the number of pages, or has no total to tell, ends with a short page.
            None => page.total_pages().is_none() && size.is_some_and(|size| count < size),
        };
        (!last).then_some(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Told {
        items: Vec<u8>,
        total: Option<u64>,
        total_pages: Option<u64>,
    }

    impl Page for Told {
        type Item = u8;
        fn items(&self) -> &[u8] {
            &self.items
        }
        fn into_items(self) -> Vec<u8> {
            self.items
        }
        fn total(&self) -> Option<u64> {
            self.total
        }
        fn total_pages(&self) -> Option<u64> {
            self.total_pages
        }
    }

    fn page(count: usize, total: Option<u64>, total_pages: Option<u64>) -> Told {
        Told {
            items: vec![0; count],
            total,
            total_pages,
        }
    }

    #[test]
    fn the_next_page_is_neither_missed_nor_asked_for_in_vain() {
        let pages = Pagination::by_page("page", 1, "size").default_size(10);
        let offsets = Pagination::by_offset("offset", "limit")
            .default_size(100)
            .max_size(500);
        let cases = [
            (
                "an empty list",
                pages,
                1,
                None,
                page(0, Some(0), None),
                None,
            ),
            (
                "one full page, with a total",
                pages,
                1,
                None,
                page(10, Some(10), None),
                None,
            ),
            (
                "one full page of two",
                pages,
                1,
                None,
                page(10, Some(11), None),
                Some(2),
            ),
            (
                "the last page",
                pages,
                2,
                None,
                page(1, Some(11), None),
                None,
            ),
            (
                "a total that grew",
                pages,
                2,
                Some(10),
                page(10, Some(25), None),
                Some(3),
            ),
            (
                "a total that shrank",
                pages,
                2,
                Some(10),
                page(10, Some(5), None),
                None,
            ),
            (
                "pages told, more to come",
                pages,
                1,
                None,
                page(3, None, Some(2)),
                Some(2),
            ),
            (
                "pages told, all seen",
                pages,
                2,
                None,
                page(3, None, Some(2)),
                None,
            ),
            (
                "no total, a short page",
                offsets,
                0,
                None,
                page(99, None, None),
                None,
            ),
            (
                "no total, a full page",
                offsets,
                0,
                None,
                page(100, None, None),
                Some(100),
            ),
            (
                "a size above the maximum, a full page",
                offsets,
                0,
                Some(1000),
                page(500, None, None),
                Some(500),
            ),
            (
                "a size above the maximum, a short page",
                offsets,
                500,
                Some(1000),
                page(499, None, None),
                None,
            ),
            (
                "a start in the middle",
                offsets,
                30,
                Some(10),
                page(10, None, None),
                Some(40),
            ),
        ];
        for (name, pagination, position, asked, page, expected) in cases {
            assert_eq!(pagination.next(position, asked, &page), expected, "{name}");
        }
    }
}
