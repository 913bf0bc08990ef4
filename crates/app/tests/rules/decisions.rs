//! What is told of a conversation's routing decisions (`ROUTE-11`).

use frontdesk_app::listing::Reader;
use frontdesk_app::routing::decisions::{self, Answer, Asked, Names};
use frontdesk_app::routing::{custom_rules, teams};
use frontdesk_app::{AppError, agent};
use frontdesk_domain::attribute::Attribute;
use frontdesk_domain::conversation::fact::{OfferWhy, Recipients};
use frontdesk_domain::ids::UserId;
use frontdesk_domain::permission::BuiltIn;
use frontdesk_testkit::world::{Browser, World};
use serde_json::json;

use super::routes::{asks, card, rule, team, wanted};

crate::laws!(
    route_11_each_request_tells_its_decisions_and_what_became_of_them,
    route_11_what_is_deleted_by_now_is_told_so,
    perm_1_decisions_are_for_those_who_may_see_the_conversation,
);

fn read(world: &World, who: UserId, all: bool, browser: &Browser) -> Result<(Vec<Asked>, Names), AppError> {
    let (reader, id) = (Reader { user: who, all }, browser.conversation);
    world.store.read_blocking(move |tx| decisions::of(tx, reader, id))
}

fn route_11_each_request_tells_its_decisions_and_what_became_of_them(world: &mut World) {
    let (anna, ben) = (world.agent("Anna"), world.agent("Ben"));
    let sales = team(world, "Sales", &[anna]);
    card(world, &json!({ "team": sales.to_string() }), None);
    let browser = asks(world, "pia@x.example", 1);
    world.decline(&browser, anna).expect("declined");
    world.accept(&browser, ben).expect("accepted");
    let (asked, names) = read(world, ben, false, &browser).expect("decisions");
    let [request] = &asked[..] else { panic!("one request: {asked:?}") };
    assert_eq!(request.known.get(&Attribute::email()), Some("pia@x.example"));
    let told: Vec<_> = request.decisions.iter().map(|one| (one.found.clone(), one.answer)).collect();
    let expected = [
        (Some((Recipients::One(anna), OfferWhy::Route)), Some(Answer::Declined)),
        (Some((Recipients::One(ben), OfferWhy::General)), Some(Answer::Accepted)),
    ];
    assert_eq!(told, expected);
    assert_eq!(names.agents.values().collect::<Vec<_>>(), ["Anna", "Ben"]);
    assert_eq!(names.teams.get(&sales).map(String::as_str), Some("Sales"));
}

fn route_11_what_is_deleted_by_now_is_told_so(world: &mut World) {
    let anna = world.agent("Anna");
    let owner = world.user("Olga", BuiltIn::Owner);
    card(world, &json!("rules"), None);
    let sales = rule(world, wanted("Sales", Some("Sales"), &[anna], &[]));
    let support = rule(world, wanted("Support", Some("Support"), &[anna], &[]));
    let empty = team(world, "Empty", &[]);
    let browser = asks(world, "pia@x.example", 1);
    world.write(move |tx| custom_rules::delete(tx, None, sales)).expect("deleted");
    world.write(move |tx| teams::delete(tx, None, empty)).expect("deleted");
    world.write(move |tx| agent::deactivate(tx, anna)).expect("deactivated");
    let (asked, names) = read(world, owner, true, &browser).expect("decisions");
    assert_eq!(asked[0].decisions.len(), 1, "{asked:?}");
    assert_eq!(names.rules.iter().collect::<Vec<_>>(), [&support]);
    assert!(names.agents.contains_key(&anna), "who is deactivated still has a name");
}

fn perm_1_decisions_are_for_those_who_may_see_the_conversation(world: &mut World) {
    let (anna, ben) = (world.agent("Anna"), world.agent("Ben"));
    card(world, &json!({ "agent": anna.to_string() }), None);
    let browser = asks(world, "pia@x.example", 0);
    world.accept(&browser, anna).expect("accepted");
    assert!(read(world, anna, false, &browser).is_ok());
    assert!(read(world, ben, true, &browser).is_ok());
    assert!(matches!(read(world, ben, false, &browser), Err(AppError::NotFound)));
}
