//! Integers above those with a sign cannot be read.

use large_integers_client::types::Disk;
use serde_json::json;
use workspace_tests::json::kept;

#[test]
fn the_largest_integers_are_unreadable_or_rounded() {
    let read: Disk = kept(json!({
        "size": u64::MAX,
        "free": u64::MAX - 1,
        "id": i64::MIN,
        "serial": u64::MAX,
        "only": u64::MAX - 1,
        "first": u64::MAX - 2,
        "small": -128,
        "byte": 255,
        "decimal": "1.10",
    }));
    assert_eq!((read.size, read.free), (Some(u64::MAX), Some(u64::MAX - 1)));
    assert_eq!(read.id, Some(i64::MIN));
    assert_eq!(read.serial, Some(u64::MAX));
    assert_eq!(
        (read.only, read.first),
        (Some(u64::MAX - 1), Some(u64::MAX - 2))
    );
    assert_eq!((read.small, read.byte), (Some(-128_i8), Some(255_u8)));
}
