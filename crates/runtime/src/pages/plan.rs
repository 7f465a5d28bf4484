//! Which page comes next, and whether there is one: decided without sending anything.

use std::cmp::Ordering;

use super::{IncompleteList, Page};

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

    /// The length of a page that is not the last one, if the description tells. A server may cut a length down that the
    /// description does not know.
    fn full_page(&self, asked: Option<u64>) -> Option<u64> {
        let size = match (asked, self.max_size, self.default_size) {
            (Some(asked), Some(most), _) => asked.min(most),
            (Some(asked), None, Some(default)) if asked <= default => asked,
            (Some(_), None, _) => return None,
            (None, most, default) => default?.min(most.unwrap_or(u64::MAX)),
        };
        Some(size)
    }
}

/// How far a list has been read.
#[derive(Clone, Debug)]
pub(crate) struct Progress {
    pagination: &'static Pagination,
    /// The size that the caller asked for.
    asked: Option<u64>,
    /// How many items lie before the next page; `None` where nothing tells, for a start in the middle.
    before: Option<u64>,
    longest_page: u64,
    /// The total that the first page told, and the one that the last page told.
    totals: Option<(u64, u64)>,
}

/// What a number that the server tells says about the end of the list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    Nothing,
    More,
    End,
    /// More has arrived than there is.
    Nonsense,
}

impl Told {
    fn by(reached: u64, whole: u64) -> Self {
        match reached.cmp(&whole) {
            Ordering::Less => Self::More,
            Ordering::Equal => Self::End,
            Ordering::Greater => Self::Nonsense,
        }
    }
}

impl Progress {
    pub(crate) fn new(pagination: &'static Pagination, position: u64, asked: Option<u64>) -> Self {
        let before = match pagination.first {
            None => Some(position),
            Some(first) => match position.saturating_sub(first) {
                0 => Some(0),
                index => pagination
                    .full_page(asked)
                    .map(|size| index.saturating_mul(size)),
            },
        };
        Self {
            pagination,
            asked,
            before,
            longest_page: 0,
            totals: None,
        }
    }

    /// The position after the page at `position`, or `None` if it was the last one. What arrived is counted: a server may
    /// send less than it was asked for. Where its numbers contradict each other, the list ends with an empty page.
    pub(crate) fn next<P: Page>(&mut self, position: u64, page: &P) -> Option<u64> {
        let count = page.items().len() as u64;
        if let Some(total) = page.total() {
            self.totals = Some((self.totals.map_or(total, |(first, _)| first), total));
        }
        if count == 0 {
            return None;
        }
        let full_page = self.pagination.full_page(self.asked);
        if self.longest_page == 0 && self.pagination.first.is_some_and(|first| position > first) {
            // A start in the middle: only if the page is as long as it should be, the pages before it are.
            let as_long = full_page == Some(count);
            let exact = self.before.zip(page.total());
            let exact = exact.is_some_and(|(before, total)| before.saturating_add(count) == total);
            self.before = self.before.filter(|_| as_long || exact);
        }
        self.before = self.before.map(|before| before.saturating_add(count));
        let is_short = count < full_page.unwrap_or(self.longest_page);
        self.longest_page = self.longest_page.max(count);

        let by_total = match self.before.zip(page.total()) {
            Some((arrived, total)) => Told::by(arrived, total),
            None => Told::Nothing,
        };
        let by_pages = match self.pagination.first.zip(page.total_pages()) {
            Some((first, pages)) => {
                Told::by(position.saturating_sub(first).saturating_add(1), pages)
            }
            None => Told::Nothing,
        };
        let last = match (by_total, by_pages) {
            (Told::Nothing, Told::Nothing) => is_short,
            (Told::End, Told::End | Told::Nothing) | (Told::Nothing, Told::End) => true,
            _ => false,
        };
        let next = match self.pagination.first {
            Some(_) => position.saturating_add(1),
            None => position.saturating_add(count),
        };
        (!last).then_some(next)
    }

    /// What is missing at the end of a list that nobody changed meanwhile.
    pub(crate) fn missing(&self) -> Option<IncompleteList> {
        let (arrived, (first, total)) = self.before.zip(self.totals)?;
        (first == total && arrived < total).then_some(IncompleteList { arrived, total })
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
                "a total below what has arrived",
                pages,
                2,
                Some(10),
                page(10, Some(5), None),
                Some(3),
            ),
            (
                "fewer pages than items",
                pages,
                1,
                None,
                page(10, Some(25), Some(1)),
                Some(2),
            ),
            (
                "fewer items than pages",
                pages,
                1,
                None,
                page(10, Some(10), Some(3)),
                Some(2),
            ),
            (
                "both told, all seen",
                pages,
                3,
                None,
                page(5, Some(25), Some(3)),
                None,
            ),
            (
                "a size that the description does not know, a short page",
                pages,
                1,
                Some(50),
                page(20, None, None),
                Some(2),
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
            let pagination: &'static Pagination = Box::leak(Box::new(pagination));
            let mut progress = Progress::new(pagination, position, asked);
            assert_eq!(progress.next(position, &page), expected, "{name}");
        }
    }

    static PAGES: Pagination = Pagination::by_page("page", 1, "size").default_size(20);

    /// The lengths of the pages that are asked for, of a server that gives `most` at once.
    fn lengths(asked: Option<u64>, most: u64, total: u64, told: Option<u64>) -> Vec<u64> {
        let mut progress = Progress::new(&PAGES, 1, asked);
        let mut lengths = Vec::new();
        let mut position = Some(1);
        while let Some(number) = position {
            let count = total.saturating_sub((number - 1) * most).min(most);
            lengths.push(count);
            position = progress.next(number, &page(count as usize, told, None));
        }
        assert!(told != Some(total) || progress.missing().is_none());
        lengths
    }

    #[test]
    fn items_are_lost_where_the_server_sends_less_than_it_was_asked_for() {
        assert_eq!(lengths(Some(10), 7, 30, Some(30)), [7, 7, 7, 7, 2]);
        assert_eq!(lengths(Some(50), 30, 70, None), [30, 30, 10]);
        assert_eq!(lengths(Some(50), 30, 60, None), [30, 30, 0]);
        assert_eq!(lengths(None, 20, 25, None), [20, 5]);
    }

    #[test]
    fn a_list_that_lacks_items_ends_as_if_it_were_whole() {
        let mut progress = Progress::new(&PAGES, 1, None);
        assert_eq!(progress.next(1, &page(10, Some(25), Some(1))), Some(2));
        assert_eq!(progress.next(2, &page(0, Some(25), Some(1))), None);
        let missing = progress.missing().map(|list| (list.arrived, list.total));
        assert_eq!(missing, Some((10, 25)));
        // Somebody deletes while somebody reads.
        assert_eq!(progress.next(2, &page(0, Some(10), Some(1))), None);
        assert!(progress.missing().is_none());
    }
}
