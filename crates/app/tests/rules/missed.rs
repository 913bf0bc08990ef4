//! Missed demand: each request that ended without an agent is kept with its reason (`ROUTE-9`).

use frontdesk_app::listing::Reader;
use frontdesk_app::routing::missed::{self, Page, Wanted};
use frontdesk_app::{agent, visitor};
use frontdesk_domain::ids::UserId;
use frontdesk_domain::permission::BuiltIn;
use frontdesk_domain::routing::{MissedWhy, Settings};
use frontdesk_domain::stream::Route;
use frontdesk_store::repo::routing;
use frontdesk_testkit::world::{Browser, World};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::live_chat::talk_again;
use super::routes::{asks, card, rule, team, wanted};

crate::laws!(
    route_9_a_fallback_is_kept_with_why_nobody_was_found,
    route_9_who_declines_or_lets_it_expire_should_have_got_it,
    route_9_no_rule_and_a_blocked_domain_are_reasons_of_their_own,
    route_9_who_cancels_or_leaves_is_missed_too,
    route_9_after_a_wait_the_request_is_kept_with_its_reason,
    route_9_what_an_agent_took_was_not_missed,
    route_9_each_request_of_a_conversation_is_kept,
    perm_1_missed_demand_is_of_conversations_one_may_see,
    missed_demand_is_told_page_by_page_by_reason_and_by_date,
);

const ALL: Wanted =
    Wanted { why: None, since: Timestamp::UNIX_EPOCH, until: Timestamp::MAX, after: None, limit: 100 };

fn read(world: &World, reader: Reader, wanted: Wanted) -> Page {
    world.store.read_blocking(move |tx| missed::page(tx, reader, &wanted)).expect("a page")
}

fn everything(world: &World, wanted: Wanted) -> Page {
    read(world, Reader { user: UserId(uuid::Uuid::nil()), all: true }, wanted)
}

/// Reasons and who should have got it, the newest first.
fn told(world: &World) -> Vec<(MissedWhy, Vec<UserId>)> {
    let page = everything(world, ALL);
    page.lines.into_iter().map(|(listed, _)| (listed.missed.why, listed.missed.agents)).collect()
}

fn limit(world: &World, agent: UserId) {
    world.write(move |tx| frontdesk_app::routing::agents::set_limit(tx, None, agent, Some(1))).expect("set");
}

fn cancel(world: &mut World, browser: &Browser) {
    let (id, visitor, sender) = (browser.conversation, browser.visitor, world.sender(browser.visitor.0));
    world.attempt(move |tx, rules| visitor::cancel(tx, rules, visitor, sender, id)).expect("cancelled");
}

fn route_9_a_fallback_is_kept_with_why_nobody_was_found(world: &mut World) {
    let anna = world.agent("Anna");
    card(world, &json!({ "agent": anna.to_string() }), None);
    limit(world, anna);
    let held = asks(world, "one@x.example", 0);
    world.accept(&held, anna).expect("accepted");
    asks(world, "two@x.example", 0);
    world.pass_seconds(1);
    world.set_available(anna, false);
    asks(world, "three@x.example", 0);
    world.pass_seconds(1);
    world.write(move |tx| agent::deactivate(tx, anna)).expect("deactivated");
    asks(world, "four@x.example", 0);
    let expected = [
        (MissedWhy::NobodyOnRoute, vec![]),
        (MissedWhy::NobodyOnShift, vec![anna]),
        (MissedWhy::AllAtLimit, vec![anna]),
    ];
    assert_eq!(told(world), expected);
    let page = everything(world, ALL);
    let (listed, who) = &page.lines[0];
    assert_eq!(listed.missed.route, Route::Agent(anna));
    assert_eq!(who.email.as_deref(), Some("four@x.example"));
    assert_eq!(page.names.agents.get(&anna).map(String::as_str), Some("Anna"));
}

fn route_9_who_declines_or_lets_it_expire_should_have_got_it(world: &mut World) {
    let (anna, ben) = (world.agent("Anna"), world.agent("Ben"));
    card(world, &json!("round_robin"), Some(2));
    let browser = asks(world, "pia@x.example", 0);
    world.decline(&browser, anna).expect("declined");
    assert_eq!(told(world), [], "it goes on");
    world.pass_seconds(100);
    assert_eq!(told(world), [(MissedWhy::NobodyAccepted, vec![anna, ben])]);
}

fn route_9_no_rule_and_a_blocked_domain_are_reasons_of_their_own(world: &mut World) {
    let anna = world.agent("Anna");
    card(world, &json!("rules"), None);
    rule(world, wanted("Sales", Some("Sales"), &[anna], &[]));
    asks(world, "pia@x.example", 1);
    world.pass_seconds(1);
    let blocked = Settings { blocked: vec!["spam.example".into()], ..Settings::default() };
    world.write(move |tx| Ok(routing::put(tx, &blocked)?)).expect("set");
    asks(world, "pia@spam.example", 0);
    assert_eq!(told(world), [(MissedWhy::Blocked, vec![]), (MissedWhy::NoRule, vec![])]);
}

fn route_9_who_cancels_or_leaves_is_missed_too(world: &mut World) {
    let anna = world.agent("Anna");
    card(world, &json!("round_robin"), None);
    let browser = asks(world, "pia@x.example", 0);
    cancel(world, &browser);
    let gone = asks(world, "pia@y.example", 0);
    world.vanish(gone.visitor.0);
    world.pass_seconds(60);
    let expected = [(MissedWhy::VisitorLeft, vec![anna]), (MissedWhy::Cancelled, vec![anna])];
    assert_eq!(told(world), expected);
}

fn route_9_after_a_wait_the_request_is_kept_with_its_reason(world: &mut World) {
    world.live_chat(1);
    world.open_queue(10);
    let anna = world.agent("Anna");
    limit(world, anna);
    world.chat_with(anna);
    let browser = world.request();
    world.check(&browser, &["waiting"]);
    world.pass(SignedDuration::from_mins(10));
    let told_so = world.transcript(&browser);
    assert!(told_so.contains(&"wait over".to_owned()), "{told_so:?}");
    assert_eq!(told(world), [(MissedWhy::AllAtLimit, vec![anna])]);
}

fn route_9_what_an_agent_took_was_not_missed(world: &mut World) {
    world.live_chat(1);
    let anna = world.agent("Anna");
    let held = world.chat_with(anna);
    world.write(move |tx| agent::deactivate(tx, anna)).expect("deactivated");
    world.turn();
    let log = world.log(&held);
    assert!(log.iter().any(|logged| format!("{:?}", logged.entry.fact).contains("AgentLost")), "{log:?}");
    assert_eq!(told(world), []);
}

fn route_9_each_request_of_a_conversation_is_kept(world: &mut World) {
    let anna = world.agent("Anna");
    card(world, &json!("round_robin"), None);
    let browser = asks(world, "pia@x.example", 0);
    cancel(world, &browser);
    world.set_available(anna, false);
    talk_again(world, &browser).expect("asked again");
    let page = everything(world, ALL);
    let told: Vec<_> =
        page.lines.iter().map(|(listed, _)| (listed.place.conversation, listed.missed.why)).collect();
    let id = browser.conversation;
    assert_eq!(told, [(id, MissedWhy::NobodyOnShift), (id, MissedWhy::Cancelled)]);
}

fn perm_1_missed_demand_is_of_conversations_one_may_see(world: &mut World) {
    let (anna, ben) = (world.agent("Anna"), world.agent("Ben"));
    let olga = world.user("Olga", BuiltIn::Owner);
    world.live_chat(1);
    let browser = world.chat_with(anna);
    let (id, sender) = (browser.conversation, world.sender(anna.0));
    world.attempt(move |tx, rules| agent::end(tx, rules, anna, sender, id)).expect("ended");
    world.set_available(anna, false);
    world.set_available(ben, false);
    talk_again(world, &browser).expect("asked again");
    world.request();
    for (user, all, count) in [(anna, false, 1), (ben, false, 0), (olga, true, 2)] {
        let page = read(world, Reader { user, all }, ALL);
        assert_eq!(page.lines.len(), count);
        let counted: u64 = page.counts.iter().map(|(_, count)| count).sum();
        assert_eq!(usize::try_from(counted).expect("few"), count);
    }
}

fn missed_demand_is_told_page_by_page_by_reason_and_by_date(world: &mut World) {
    let sales = team(world, "Sales", &[]);
    card(world, &json!({ "team": sales.to_string() }), None);
    let begun = world.now();
    for number in 0..5 {
        let browser = asks(world, &format!("{number}@x.example"), 0);
        world.check(&browser, &["fell back", "ended: FellBack", "completed"]);
        world.pass_seconds(10);
    }
    let whole = everything(world, ALL);
    assert_eq!(whole.counts, [(MissedWhy::NobodyOnRoute, 5)]);
    assert_eq!(whole.names.teams.get(&sales).map(String::as_str), Some("Sales"));
    let (mut after, mut seen) = (None, Vec::new());
    for length in [2, 2, 1] {
        let page = everything(world, Wanted { after, limit: 2, ..ALL });
        assert_eq!(page.lines.len(), length);
        seen.extend(page.lines);
        after = page.next;
    }
    assert_eq!((seen, after), (whole.lines, None));
    assert!(everything(world, Wanted { why: Some(MissedWhy::NoRule), ..ALL }).lines.is_empty());
    let one = Wanted { why: Some(MissedWhy::NobodyOnRoute), ..ALL };
    assert_eq!(everything(world, one).lines.len(), 5);
    let later = Wanted { since: begun + SignedDuration::from_secs(10), ..ALL };
    assert_eq!(everything(world, later).lines.len(), 4);
    let earlier = everything(world, Wanted { until: begun + SignedDuration::from_secs(10), ..ALL });
    assert_eq!((earlier.lines.len(), earlier.counts), (1, vec![(MissedWhy::NobodyOnRoute, 1)]));
}
