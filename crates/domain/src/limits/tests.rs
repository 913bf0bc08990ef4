use super::*;

fn with(numbers: &[(Number, u32)]) -> Limits {
    let mut limits = Limits::default();
    for (number, to) in numbers {
        limits.set(*number, *to);
    }
    limits
}

#[test]
fn the_defaults_are_those_of_the_rules() {
    let limits = Limits::default();
    assert_eq!(limits.check(), Ok(()));
    let defaults = Number::ALL.map(|number| limits.get(number));
    assert_eq!(defaults, [10, 100, 10, 120, 120, 60, 5, 45, 24]);
}

#[test]
fn each_number_has_its_bounds_and_its_refusal_names_it() {
    for number in Number::ALL {
        // So that no number stands against another.
        let roomy = |to| {
            let mut limits = with(&[
                (Number::Inactivity, 120),
                (Number::InactivityWarning, 10),
                (Number::Unanswered, 10),
                (Number::HolderAway, 40),
                (Number::HolderLost, 30),
            ]);
            limits.set(number, to);
            assert_eq!(limits.get(number), to, "{number:?}");
            limits.check()
        };
        let (least, most) = number.range().into_inner();
        for good in [least, most] {
            assert_eq!(roomy(good), Ok(()), "{number:?} {good}");
        }
        for bad in [0, least - 1, most + 1, u32::MAX] {
            let refused = roomy(bad).expect_err("out of bounds");
            assert_eq!(refused, BadLimit::OutOfRange(number), "{bad}");
            assert!(refused.to_string().contains(number.name()), "{refused}");
        }
    }
}

#[test]
fn some_numbers_are_shorter_than_others() {
    use Number::{HolderAway, HolderLost, Inactivity, InactivityWarning, Unanswered};
    for (numbers, refused) in [
        (&[(Inactivity, 3), (InactivityWarning, 179)][..], None),
        (
            &[(Inactivity, 3), (InactivityWarning, 180)],
            Some(BadLimit::NotShorter(InactivityWarning, Inactivity)),
        ),
        (&[(Inactivity, 2), (InactivityWarning, 60)], Some(BadLimit::NotShorter(Unanswered, Inactivity))),
        (&[(Inactivity, 2), (InactivityWarning, 60), (Unanswered, 119)], None),
        (&[(HolderLost, 1), (HolderAway, 59)], None),
        (&[(HolderLost, 1)], Some(BadLimit::NotShorter(HolderAway, HolderLost))),
    ] {
        let found = with(numbers).check().err();
        assert_eq!(found, refused, "{numbers:?}");
    }
}

#[test]
fn what_was_stored_by_an_earlier_version_has_the_defaults_for_the_rest() {
    let limits = with(&[(Number::Offer, 30)]);
    let stored = serde_json::to_value(&limits).expect("JSON");
    assert_eq!(stored.get("reachable"), None, "nobody sets it");
    assert_eq!(serde_json::from_value::<Limits>(stored.clone()).expect("limits"), limits);
    let earlier = serde_json::json!({ "offer": stored["offer"] });
    assert_eq!(serde_json::from_value::<Limits>(earlier).expect("limits"), limits);
}
