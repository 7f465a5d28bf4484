//! An heir that tells its own heirs apart by another property loses what they add.

use heirs_that_are_bases_client::types::{Device, Sensor, Thermometer};
use serde_json::json;
use workspace_tests::json::kept;

#[test]
fn what_an_heir_of_an_heir_adds_is_lost() {
    let read = kept(json!({ "kind": "sensor", "name": "a", "measures": "heat", "degrees": 21.5 }));
    let Device::Sensor(Sensor::Thermometer(thermometer)) = read else {
        panic!("{read:?}");
    };
    assert_eq!(thermometer.degrees, Some(21.5));
    let read: Sensor = kept(json!({ "kind": "sensor", "measures": "light", "lux": 7 }));
    assert!(matches!(read, Sensor::LightMeter(_)), "{read:?}");
    kept::<Device>(json!({ "kind": "sensor", "measures": "noise", "decibels": 7 }));
}

#[test]
fn one_of_two_tags_is_not_sent() {
    let device = Device::Sensor(Sensor::Thermometer(Thermometer::new("sensor").degrees(3.0)));
    assert_eq!(
        serde_json::to_value(device).unwrap(),
        json!({ "kind": "sensor", "measures": "heat", "degrees": 3.0 })
    );
}
