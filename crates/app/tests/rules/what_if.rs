//! What would be decided is what is decided then, and asking changes nothing (`ROUTE-12`).

use frontdesk_app::routing::decisions::Without;
use frontdesk_app::routing::draft::Drafted;
use frontdesk_app::routing::what_if::{self, Answer, Question, Step};
use frontdesk_app::routing::{agents, custom_rules};
use frontdesk_app::{AppError, agent};
use frontdesk_domain::attribute::{Attribute, Values};
use frontdesk_domain::conversation::fact::{Fact, Recipients};
use frontdesk_domain::ids::{RingId, RuleId, UserId};
use frontdesk_domain::routing::{GENERAL_RING, TraceLine, Verdict};
use frontdesk_domain::stream::Route;
use frontdesk_store::repo::ring;
use frontdesk_testkit::chance::Chance;
use frontdesk_testkit::world::{Browser, World};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::routes::{account, asks, card, rule, team, wanted};

crate::laws!(
    route_12_what_if_equals_what_is_decided_by_random_rules_for_random_visitors,
    route_12_nothing_is_written,
    route_12_a_draft_is_gone_through_in_its_order_without_what_it_leaves_out,
    route_12_at_another_time_who_is_on_shift_is_assumed_free,
    route_12_an_open_offer_counts_for_who_would_be_next,
    route_12_everyone_is_asked_at_once_and_moves_no_ring,
    route_12_where_the_queue_is_open_the_visitor_would_wait,
    route_12_what_cannot_be_asked_is_refused,
);

const INTERESTS: [&str; 2] = ["Sales", "Support"];

/// A question about a visitor who answers as [`asks`] does.
pub(super) fn question(email: &str, interest: usize, route: Route) -> Question {
    let mut values = Values::default();
    values.set(Attribute::email(), email.to_owned());
    let attribute = Attribute::parse("person.interest").expect("a name");
    values.set(attribute, INTERESTS[interest].to_owned());
    Question { values, route, tries: 1, everyone: false, at: None, draft: None }
}

pub(super) fn tried(world: &World, question: &Question) -> Result<Answer, AppError> {
    let (rules, question) = (world.rules.clone(), question.clone());
    world.store.read_blocking(move |tx| what_if::ask(tx, &rules, &question))
}

pub(super) fn ask(world: &World, question: &Question) -> Answer {
    tried(world, question).expect("an answer")
}

pub(super) fn first(answer: &Answer) -> Option<UserId> {
    answer.steps[0].found.as_ref().and_then(|(to, _)| to.one())
}

/// What was decided in a conversation.
fn decided(world: &World, browser: &Browser) -> Vec<Step> {
    let steps = world.log(browser).into_iter().filter_map(|logged| match logged.entry.fact {
        Fact::Offered { to, why, trace, .. } => Some(Step { found: Some((to, why)), without: None, trace }),
        Fact::FellBack { trace } => Some(Step { found: None, without: Some(Without::FellBack), trace }),
        _ => None,
    });
    steps.collect()
}

pub(super) fn position(world: &World, of: impl Into<RingId>) -> i64 {
    let of = of.into();
    world.store.read_blocking(move |tx| ring::position(tx, of)).expect("read")
}

pub(super) fn some<T: Copy>(chance: &mut Chance, all: &[T]) -> Vec<T> {
    let mut chosen: Vec<T> = all.iter().copied().filter(|_| chance.per_mille(500)).collect();
    if chosen.is_empty() {
        chosen.push(all[0]);
    }
    chosen
}

fn route_12_what_if_equals_what_is_decided_by_random_rules_for_random_visitors(world: &mut World) {
    let chance = &mut Chance::new(12);
    let all: Vec<UserId> = ["Anna", "Ben", "Cleo", "Dan", "Eva"].map(|name| world.agent(name)).to_vec();
    let teams = [team(world, "North", &all[..3]), team(world, "South", &all[2..])];
    account(world, "acme.example", all[4]);
    for limited in &all[..2] {
        let limited = *limited;
        world.write(move |tx| agents::set_limit(tx, None, limited, Some(2))).expect("set");
    }
    let mut rules: Vec<RuleId> = Vec::new();
    for round in 0..40 {
        if rules.len() > 4 {
            let gone = rules.remove(0);
            world.write(move |tx| custom_rules::delete(tx, None, gone)).expect("deleted");
        }
        let interest = [None, Some("Sales"), Some("Support")][chance.below(3)];
        let named = some(chance, &all);
        let of = if chance.per_mille(300) { some(chance, &teams) } else { Vec::new() };
        let new = custom_rules::Wanted {
            enabled: chance.per_mille(800),
            ..wanted(&format!("Rule {round}"), interest, &named, &of)
        };
        rules.push(rule(world, new));
        for who in all.clone() {
            world.set_available(who, chance.per_mille(700));
        }
        let (route, told): (Route, Value) = match chance.between(0, 5) {
            0 => (Route::RoundRobin, json!("round_robin")),
            1 => (Route::Agent(all[1]), json!({ "agent": all[1].to_string() })),
            2 => (Route::Team(teams[0]), json!({ "team": teams[0].to_string() })),
            _ => (Route::Rules, json!("rules")),
        };
        let tries = u8::try_from(chance.between(1, 3)).expect("a few");
        card(world, &told, Some(tries));
        // Each is somebody else: who comes again is known already.
        let domain = ["acme.example", "other.example"][chance.below(2)];
        let email = format!("pia{round}@{domain}");
        let interest = chance.below(2);
        let answer = ask(world, &Question { tries, ..question(&email, interest, route) });
        let browser = asks(world, &email, interest);
        if round % 2 == 0 {
            // Nobody accepts: the whole way is as it was told.
            for _ in 0..10 {
                let state = world.state(&browser);
                let Some(offer) = state.offer() else { break };
                let to = offer.to.one().expect("one agent");
                world.decline(&browser, to).expect("declined");
            }
            assert_eq!(decided(world, &browser), answer.steps, "round {round}");
        } else {
            assert_eq!(decided(world, &browser)[..], answer.steps[..1], "round {round}");
            let other = asks(world, &format!("ole{round}@{domain}"), interest);
            let next = decided(world, &other)[0].found.clone().and_then(|(to, _)| to.one());
            assert_eq!(next, answer.next, "round {round}");
        }
    }
}

fn route_12_nothing_is_written(world: &mut World) {
    let (anna, ben) = (world.agent("Anna"), world.agent("Ben"));
    let sales = rule(world, wanted("Sales", Some("Sales"), &[anna, ben], &[]));
    card(world, &json!("rules"), None);
    asks(world, "pia@x.example", 0);
    let before = [position(world, GENERAL_RING), position(world, sales)];
    let asked = Question { tries: 3, ..question("pia@x.example", 0, Route::Rules) };
    let answer = ask(world, &asked);
    assert_eq!((first(&answer), answer.next), (Some(ben), Some(anna)));
    assert_eq!(ask(world, &asked), answer, "asked again, it is the same");
    assert_eq!([position(world, GENERAL_RING), position(world, sales)], before);
}

fn route_12_a_draft_is_gone_through_in_its_order_without_what_it_leaves_out(world: &mut World) {
    let (anna, ben, cleo) = (world.agent("Anna"), world.agent("Ben"), world.agent("Cleo"));
    let one = rule(world, wanted("One", None, &[anna], &[]));
    let two = rule(world, wanted("Two", None, &[ben], &[]));
    let off = rule(world, custom_rules::Wanted { enabled: false, ..wanted("Off", None, &[cleo], &[]) });
    let asked = question("pia@x.example", 0, Route::Rules);
    let of = |draft: &[(RuleId, bool)]| {
        let draft = draft
            .iter()
            .map(|(rule, enabled)| Drafted { rule: Some(*rule), enabled: *enabled, wanted: None })
            .collect();
        first(&ask(world, &Question { draft: Some(draft), ..asked.clone() }))
    };
    assert_eq!(first(&ask(world, &asked)), Some(anna));
    assert_eq!(of(&[(one, true), (two, true), (off, false)]), Some(anna), "the live rules");
    assert_eq!(of(&[(two, true), (one, true), (off, false)]), Some(ben));
    assert_eq!(of(&[(off, true), (one, true), (two, true)]), Some(cleo));
    assert_eq!(of(&[(one, false), (two, true)]), Some(ben));
    assert_eq!(of(&[(two, true)]), Some(ben));
    assert_eq!(of(&[]), None);
}

fn route_12_at_another_time_who_is_on_shift_is_assumed_free(world: &mut World) {
    let (anna, ben) = (world.agent("Anna"), world.agent("Ben"));
    // Mondays to Fridays from nine to noon, and from noon to five.
    let week = |block: &str| format!("{}//", [block; 5].join("/"));
    world.set_schedule(anna, "Europe/Stockholm", &week("09:00-12:00"));
    world.set_schedule(ben, "Europe/Stockholm", &week("12:00-17:00"));
    world.vanish(anna.0);
    world.set_available(ben, false);
    world.pass_seconds(90);
    let asked = question("pia@x.example", 0, Route::RoundRobin);
    let at = |text: &str| {
        let at: Timestamp = text.parse().expect("an instant");
        ask(world, &Question { at: Some(at), ..asked.clone() })
    };
    assert_eq!(first(&ask(world, &asked)), None, "now nobody can");
    assert_eq!(first(&at("2026-03-03T08:00:00Z")), Some(anna));
    assert_eq!(first(&at("2026-03-03T11:30:00Z")), Some(ben));
    let saturday = at("2026-03-07T08:00:00Z");
    assert_eq!(first(&saturday), None);
    let passed = TraceLine::Agent { agent: anna, verdict: Verdict::NotAvailable };
    assert!(saturday.steps[0].trace.lines.contains(&passed), "{saturday:?}");
}

fn route_12_an_open_offer_counts_for_who_would_be_next(world: &mut World) {
    let anna = world.agent("Anna");
    world.write(move |tx| agents::set_limit(tx, None, anna, Some(1))).expect("set");
    let answer = ask(world, &question("pia@x.example", 0, Route::RoundRobin));
    assert_eq!((first(&answer), answer.next), (Some(anna), None));
    world.write(move |tx| agents::set_limit(tx, None, anna, Some(2))).expect("set");
    assert_eq!(ask(world, &question("pia@x.example", 0, Route::RoundRobin)).next, Some(anna));
}

fn route_12_everyone_is_asked_at_once_and_moves_no_ring(world: &mut World) {
    let (anna, ben) = (world.agent("Anna"), world.agent("Ben"));
    let asked = Question { everyone: true, ..question("pia@x.example", 0, Route::RoundRobin) };
    let answer = ask(world, &asked);
    let found = answer.steps[0].found.as_ref().map(|(to, _)| to.clone());
    assert_eq!(found, Some(Recipients::Everyone(vec![anna, ben])));
    assert_eq!((answer.steps.len(), answer.next), (2, None), "the one try, then the fallback");
}

fn route_12_where_the_queue_is_open_the_visitor_would_wait(world: &mut World) {
    let anna = world.agent("Anna");
    world.write(move |tx| agents::set_limit(tx, None, anna, Some(1))).expect("set");
    card(world, &json!("round_robin"), None);
    asks(world, "one@x.example", 0);
    let asked = question("two@x.example", 0, Route::RoundRobin);
    assert_eq!(ask(world, &asked).steps[0].without, Some(Without::FellBack));
    world.open_queue(10);
    assert_eq!(ask(world, &asked).steps[0].without, Some(Without::Waits));
}

fn route_12_what_cannot_be_asked_is_refused(world: &mut World) {
    let anna = world.agent("Anna");
    let one = rule(world, wanted("One", None, &[anna], &[]));
    let asked = question("pia@x.example", 0, Route::Rules);
    let mut foreign = asked.values.clone();
    foreign.set(Attribute::parse("person.shoe_size").expect("a name"), "42".to_owned());
    let drafted = Drafted { rule: Some(one), enabled: true, wanted: None };
    for bad in [
        Question { tries: 0, ..asked.clone() },
        Question { tries: 11, ..asked.clone() },
        Question { values: foreign, ..asked.clone() },
        Question { draft: Some(vec![drafted.clone(), drafted]), ..asked.clone() },
    ] {
        assert!(matches!(tried(world, &bad), Err(AppError::Invalid(_))), "{bad:?}");
    }
    world.write(move |tx| agent::deactivate(tx, anna)).expect("deactivated");
    let gone = Question { route: Route::Agent(anna), ..asked };
    assert_eq!(first(&ask(world, &gone)), None, "who can't take chats is passed over");
}
