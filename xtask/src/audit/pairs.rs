//! What only one side has: where each side has one thing that the other lacks, it is one thing under two names.

/// What is missing on either side.
#[derive(Debug)]
pub(super) enum Only<Page, Description> {
    /// Only the page has it.
    Page(Page),
    /// Only the description has it.
    Description(Description),
    /// Both have it, each under a name of its own.
    Renamed(Page, Description),
}

/// Like [`pair`], where it is known why the pages lack some of it: that goes under no other name there.
pub(super) fn pair_unexplained<Page, Description>(
    pages: Vec<Page>,
    descriptions: Vec<Description>,
    is_explained: impl Fn(&Description) -> bool,
    may_be_one: impl Fn(&Page, &Description) -> bool,
) -> Vec<Only<Page, Description>> {
    let (explained, open) = descriptions.into_iter().partition(is_explained);
    let mut found = pair(pages, open, may_be_one);
    let explained: Vec<Description> = explained;
    found.extend(explained.into_iter().map(Only::Description));
    found
}

/// Pairs what is left on both sides, in order, as long as the two may be one.
pub(super) fn pair<Page, Description>(
    pages: Vec<Page>,
    descriptions: Vec<Description>,
    may_be_one: impl Fn(&Page, &Description) -> bool,
) -> Vec<Only<Page, Description>> {
    let mut rest: Vec<Option<Description>> = descriptions.into_iter().map(Some).collect();
    // One name that changed is likely; with several it is anyone's guess which is which.
    let single = pages.len() == 1 && rest.len() == 1;
    let mut found = Vec::new();
    for page in pages {
        let other = rest.iter_mut().find(|slot| {
            let other = slot.as_ref();
            single && other.is_some_and(|other| may_be_one(&page, other))
        });
        found.push(match other.and_then(Option::take) {
            Some(other) => Only::Renamed(page, other),
            None => Only::Page(page),
        });
    }
    found.extend(rest.into_iter().flatten().map(Only::Description));
    found
}
