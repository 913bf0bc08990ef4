//! What a draft of the rules would decide is what is decided once it is made live, and past requests are decided once more by
//! both (`ROUTE-12`).

use frontdesk_app::AppError;
use frontdesk_app::listing::Reader;
use frontdesk_app::routing::custom_rules::{self, Listed, Wanted};
use frontdesk_app::routing::draft::Drafted;
use frontdesk_app::routing::replay::{self, First, Replay};
use frontdesk_app::routing::what_if::Step;
use frontdesk_domain::ids::{RuleId, UserId};
use frontdesk_domain::routing::{GENERAL_RING, TraceLine};
use frontdesk_domain::stream::Route;
use frontdesk_testkit::chance::Chance;
use frontdesk_testkit::world::World;
use jiff::SignedDuration;
use serde_json::json;
use uuid::Uuid;

use super::routes::{asks, card, rule, team, wanted};
use super::what_if::{ask, first, position, question, some, tried};

crate::laws!(
    route_12_a_draft_decides_as_it_does_once_it_is_live,
    route_12_a_draft_that_could_not_be_made_live_is_refused,
    route_12_a_replay_tells_who_would_be_asked_more_often_and_which_change_hands,
    route_12_a_replay_by_the_rules_as_they_are_changes_nothing,
    route_12_a_replay_goes_so_far_back_and_names_what_the_reader_may_see,
);

/// The steps without the ids of rules, which a rule that there is not yet has none of.
fn comparable(steps: &[Step]) -> Vec<Step> {
    let mut steps = steps.to_vec();
    for Step { trace, .. } in &mut steps {
        for (ring, _) in &mut trace.inputs.rings {
            *ring = GENERAL_RING;
        }
        for line in &mut trace.lines {
            if let TraceLine::Rule { rule, .. } | TraceLine::RuleRing { rule, .. } = line {
                *rule = RuleId(Uuid::nil());
            }
        }
    }
    steps
}

fn kept(rule: RuleId) -> Drafted {
    Drafted { rule: Some(rule), enabled: true, wanted: None }
}

/// Does to the rules what a draft says.
fn make_live(world: &World, live: &[RuleId], draft: &[Drafted]) -> Vec<RuleId> {
    for gone in live.iter().copied().filter(|rule| draft.iter().all(|drafted| drafted.rule != Some(*rule))) {
        world.write(move |tx| custom_rules::delete(tx, None, gone)).expect("deleted");
    }
    let mut made: Vec<RuleId> = Vec::new();
    for Drafted { rule: id, enabled, wanted } in draft.iter().cloned() {
        let as_it_is = |Listed { rule, agents, teams }: Listed| {
            let (name, description, criteria) = (rule.name, rule.description, rule.criteria);
            Wanted { name, description, enabled: false, criteria, agents, teams }
        };
        let after = made.last().copied();
        made.push(match (id, wanted) {
            (None, Some(wanted)) => rule(world, Wanted { enabled, ..wanted }),
            (Some(id), wanted) => {
                let change = move |tx: &mut frontdesk_store::Tx<'_>| {
                    let wanted = match &wanted {
                        Some(wanted) => wanted.clone(),
                        None => as_it_is(custom_rules::one(tx, id)?),
                    };
                    custom_rules::update(tx, None, id, &Wanted { enabled, ..wanted })
                };
                world.write(change).expect("changed");
                id
            }
            (None, None) => panic!("no rule"),
        });
        let last = made[made.len() - 1];
        world.write(move |tx| custom_rules::put_after(tx, None, last, after)).expect("put");
    }
    made
}

fn route_12_a_draft_decides_as_it_does_once_it_is_live(world: &mut World) {
    let chance = &mut Chance::new(1212);
    let all: Vec<UserId> = ["Anna", "Ben", "Cleo", "Dan", "Eva"].map(|name| world.agent(name)).to_vec();
    let teams = [team(world, "North", &all[..3]), team(world, "South", &all[2..])];
    let mut numbers = 0..;
    let mut random = |chance: &mut Chance| {
        let interest = [None, Some("Sales"), Some("Support")][chance.below(3)];
        let of = if chance.per_mille(400) { some(chance, &teams) } else { Vec::new() };
        let mut named = some(chance, &all);
        if chance.per_mille(500) {
            named.reverse();
        }
        wanted(&format!("Rule {:?}", numbers.next()), interest, &named, &of)
    };
    let mut live: Vec<RuleId> = (0..3).map(|_| rule(world, random(chance))).collect();
    card(world, &json!("rules"), Some(2));
    for round in 0..30 {
        let (email, interest) = (format!("pia{round}@x.example"), chance.below(2));
        asks(world, &email, interest);
        let mut draft: Vec<Drafted> = Vec::new();
        for rule in &live {
            let wanted = chance.per_mille(500).then(|| random(chance));
            if live.len() < 3 || chance.per_mille(800) {
                let drafted = Drafted { rule: Some(*rule), enabled: chance.per_mille(800), wanted };
                draft.insert(chance.below(draft.len() + 1), drafted);
            }
        }
        if live.len() < 6 && chance.per_mille(500) {
            let new = Drafted { rule: None, enabled: true, wanted: Some(random(chance)) };
            draft.insert(chance.below(draft.len() + 1), new);
        }
        let email = format!("ole{round}@x.example");
        let mut asked = question(&email, interest, Route::Rules);
        asked.tries = 3;
        asked.everyone = chance.per_mille(200);
        if asked.everyone {
            asked.tries = 1;
        }
        asked.draft = Some(draft.clone());
        let told = ask(world, &asked);
        live = make_live(world, &live, &draft);
        asked.draft = None;
        let decided = ask(world, &asked);
        assert_eq!(comparable(&told.steps), comparable(&decided.steps), "round {round}: {draft:?}");
        assert_eq!(told.next, decided.next, "round {round}");
    }
}

fn route_12_a_draft_that_could_not_be_made_live_is_refused(world: &mut World) {
    let anna = world.agent("Anna");
    let one = rule(world, wanted("One", None, &[anna], &[]));
    let asked = question("pia@x.example", 0, Route::Rules);
    let change = |wanted: Wanted| Drafted { wanted: Some(wanted), ..kept(one) };
    let bare = wanted("One", None, &[anna], &[]);
    for bad in [
        Drafted { rule: None, enabled: true, wanted: None },
        kept(RuleId(Uuid::from_u128(7))),
        change(Wanted { name: " ".into(), ..bare.clone() }),
        change(Wanted { agents: Vec::new(), ..bare.clone() }),
        change(Wanted { agents: vec![UserId(Uuid::from_u128(7))], ..bare.clone() }),
    ] {
        let mut asked = asked.clone();
        asked.draft = Some(vec![bad.clone()]);
        assert!(matches!(tried(world, &asked), Err(AppError::Invalid(_) | AppError::Text(_))), "{bad:?}");
        let refused = replayed(world, Reader { user: anna, all: true }, 7, vec![bad.clone()]);
        assert!(matches!(refused, Err(AppError::Invalid(_) | AppError::Text(_))), "{bad:?}");
    }
}

fn replayed(world: &World, reader: Reader, days: u32, draft: Vec<Drafted>) -> Result<Replay, AppError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
    let wanted = replay::Wanted { days, draft };
    runtime.block_on(replay::replay(&world.store, &world.rules, reader, wanted))
}

fn route_12_a_replay_tells_who_would_be_asked_more_often_and_which_change_hands(world: &mut World) {
    let (anna, ben, cleo) = (world.agent("Anna"), world.agent("Ben"), world.agent("Cleo"));
    let one = rule(world, wanted("One", Some("Sales"), &[anna], &[]));
    let two = rule(world, wanted("Two", Some("Support"), &[ben], &[]));
    card(world, &json!("rules"), None);
    let mut asked = Vec::new();
    for (number, interest) in [0, 1, 0, 1, 0].into_iter().enumerate() {
        asked.push(asks(world, &format!("pia{number}@x.example"), interest).conversation);
        world.pass_seconds(1);
    }
    let before = [position(world, GENERAL_RING), position(world, one), position(world, two)];
    let to_two = Drafted { wanted: Some(wanted("One", Some("Sales"), &[cleo, anna], &[])), ..kept(one) };
    let reader = Reader { user: anna, all: true };
    let told = replayed(world, reader, 7, vec![to_two]).expect("replayed");
    assert_eq!((told.requests, told.cut, told.changed), (5, false, 4));
    let firsts: Vec<(First, (u32, u32))> = told.firsts.into_iter().collect();
    let expected = [
        (First::Nobody, (0, 2)),
        (First::One(anna), (3, 1)),
        (First::One(ben), (2, 0)),
        (First::One(cleo), (0, 2)),
    ];
    assert_eq!(firsts, expected);
    let named: Vec<_> = told.named.iter().map(|changed| (changed.conversation, changed.after)).collect();
    let expected = [
        (asked[4], First::One(cleo)),
        (asked[3], First::Nobody),
        (asked[1], First::Nobody),
        (asked[0], First::One(cleo)),
    ];
    assert_eq!(named, expected, "the newest first; the ring of the draft goes from Cleo to Anna and round");
    let stands = [position(world, GENERAL_RING), position(world, one), position(world, two)];
    assert_eq!(stands, before, "nothing is written");
}

fn route_12_a_replay_by_the_rules_as_they_are_changes_nothing(world: &mut World) {
    let all: Vec<UserId> = ["Anna", "Ben", "Cleo"].map(|name| world.agent(name)).to_vec();
    let one = rule(world, wanted("One", Some("Sales"), &all[..2], &[]));
    let two = rule(world, wanted("Two", None, &all, &[]));
    for (route, everyone) in [(json!("rules"), false), (json!("round_robin"), false)] {
        card(world, &route, Some(if everyone { 1 } else { 2 }));
        for number in 0..6 {
            asks(world, &format!("{route}{number}@x.example").replace('"', ""), number % 2);
        }
    }
    let reader = Reader { user: all[0], all: true };
    let told = replayed(world, reader, 1, vec![kept(one), kept(two)]).expect("replayed");
    assert_eq!((told.requests, told.changed), (12, 0));
    assert!(told.firsts.values().all(|(live, draft)| live == draft), "{:?}", told.firsts);
    // Each ring goes round: three for Anna and Ben by the first rule, three for all by the second, six by the general one.
    assert_eq!(told.firsts.values().map(|(live, _)| live).sum::<u32>(), 12);
}

fn route_12_a_replay_goes_so_far_back_and_names_what_the_reader_may_see(world: &mut World) {
    let (anna, ben) = (world.agent("Anna"), world.agent("Ben"));
    let one = rule(world, wanted("One", None, &[anna], &[]));
    card(world, &json!("rules"), None);
    asks(world, "old@x.example", 0);
    world.clock.advance(SignedDuration::from_hours(25));
    world.turn();
    world.arrive(anna.0);
    world.arrive(ben.0);
    let held = asks(world, "pia@x.example", 0);
    world.accept(&held, anna).expect("accepted");
    asks(world, "ole@x.example", 0);
    let draft = vec![Drafted { wanted: Some(wanted("One", None, &[ben], &[])), ..kept(one) }];
    let told = |days, all| replayed(world, Reader { user: anna, all }, days, draft.clone());
    let recent = told(1, true).expect("replayed");
    assert_eq!((recent.requests, recent.changed, recent.named.len()), (2, 2, 2));
    assert_eq!(told(2, true).expect("replayed").requests, 3);
    let own = told(1, false).expect("replayed");
    assert_eq!((own.changed, own.named.len()), (2, 1), "counted, but not named");
    assert_eq!(own.named[0].conversation, held.conversation);
    for days in [0, 31] {
        assert!(matches!(told(days, true), Err(AppError::Invalid(_))), "{days}");
    }
    let asked = question("pia@x.example", 0, Route::Rules);
    assert_eq!(first(&ask(world, &asked)), Some(anna));
}
