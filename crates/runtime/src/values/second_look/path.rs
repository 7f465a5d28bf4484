//! The way from a value to a part of it.

use std::fmt;

/// A step of the way: the name of a member, or the number of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Segment {
    Member(String),
    Item(usize),
}

/// The way from a value to a part of it, from the outside to the inside: `roles[2].name`, and `.` for the value itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Path(pub(super) Vec<Segment>);

impl Path {
    /// The last step, and those before it. `None` for the value itself.
    #[cfg(feature = "client")]
    pub(crate) fn split_last(&self) -> Option<(&Segment, &[Segment])> {
        self.0.split_last()
    }
}

impl fmt::Display for Path {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return formatter.write_str(".");
        }
        for (number, segment) in self.0.iter().enumerate() {
            match segment {
                Segment::Item(item) => write!(formatter, "[{item}]")?,
                Segment::Member(name) if number == 0 => formatter.write_str(name)?,
                Segment::Member(name) => write!(formatter, ".{name}")?,
            }
        }
        Ok(())
    }
}

/// The way to what is being read: each step is on the stack, and nothing is copied unless something is wrong there.
#[derive(Clone, Copy, Debug)]
pub(super) enum Way<'w> {
    Whole,
    Member(&'w Way<'w>, &'w str),
    Item(&'w Way<'w>, usize),
}

impl Way<'_> {
    pub(super) fn to_path(self) -> Path {
        let mut segments = Vec::new();
        let mut way = self;
        loop {
            way = match way {
                Way::Whole => break,
                Way::Member(outer, name) => {
                    segments.push(Segment::Member(name.to_owned()));
                    *outer
                }
                Way::Item(outer, number) => {
                    segments.push(Segment::Item(number));
                    *outer
                }
            };
        }
        segments.reverse();
        Path(segments)
    }
}
