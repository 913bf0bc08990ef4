//! Transfer: an agent hands a chat to another, and keeps it until that one accepts (`ROUTE-13`).

use frontdesk_app::routing::teams;
use frontdesk_app::{AppError, agent, desk};
use frontdesk_domain::conversation::fact::TransferTo;
use frontdesk_domain::conversation::machine::Refusal;
use frontdesk_domain::ids::{TeamId, UserId};
use frontdesk_testkit::world::{Browser, World};
use uuid::Uuid;

crate::laws!(
    route_13_the_holder_stays_owner_until_another_accepts,
    route_13_declined_or_expired_it_stays_with_the_holder,
    route_13_who_cannot_take_it_is_not_asked_and_the_holder_is_told,
    route_13_a_team_is_asked_in_its_own_ring_without_the_sender,
    route_13_either_side_ending_the_chat_withdraws_the_offer,
    route_13_the_holder_takes_it_back,
    route_13_only_the_holder_hands_over_and_only_once,
    route_13_the_holder_who_says_something_still_hands_over,
    route_6_a_chat_offered_by_transfer_counts_for_both,
    route_13_the_note_is_for_the_colleague_only,
    route_7_a_reason_for_declining_is_for_colleagues_only,
);

fn held(world: &mut World) -> (UserId, UserId, Browser) {
    world.live_chat(1);
    let (anna, ben) = (world.agent("Anna"), world.agent("Ben"));
    let chat = world.chat_with(anna);
    (anna, ben, chat)
}

const HANDED: [&str; 4] = ["offered to Anna", "accepted by Anna", "transferring to Ben", "offered to Ben"];

fn with<'a>(lines: &[&'a str]) -> Vec<&'a str> {
    [&HANDED[..], lines].concat()
}

fn route_13_the_holder_stays_owner_until_another_accepts(world: &mut World) {
    let (anna, ben, chat) = held(world);
    world.transfer(&chat, anna, TransferTo::Agent(ben)).expect("handed over");
    assert_eq!(world.state(&chat).holder(), Some(anna));
    world.replies(&chat, anna, "One moment, please.").expect("said");
    world.accept(&chat, ben).expect("accepted");
    world.check(&chat, &with(&["Anna: One moment, please.", "accepted by Ben"]));
    assert_eq!(world.state(&chat).holder(), Some(ben));
    let late = world.replies(&chat, anna, "Hello?");
    assert!(matches!(late, Err(AppError::Refused(Refusal::NotHolder))));
}

fn route_13_declined_or_expired_it_stays_with_the_holder(world: &mut World) {
    let (anna, ben, chat) = held(world);
    world.transfer(&chat, anna, TransferTo::Agent(ben)).expect("handed over");
    world.decline(&chat, ben).expect("declined");
    world.check(&chat, &with(&["declined by Ben", "transfer failed"]));
    assert_eq!(world.state(&chat).holder(), Some(anna));
    world.transfer(&chat, anna, TransferTo::Agent(ben)).expect("handed over again");
    world.pass_seconds(100);
    let again = [
        "declined by Ben",
        "transfer failed",
        "transferring to Ben",
        "offered to Ben",
        "expired",
        "transfer failed",
    ];
    world.check(&chat, &with(&again));
    world.replies(&chat, anna, "Here I am.").expect("said");
}

fn route_13_who_cannot_take_it_is_not_asked_and_the_holder_is_told(world: &mut World) {
    let (anna, ben, chat) = held(world);
    world.set_available(ben, false);
    world.transfer(&chat, anna, TransferTo::Agent(ben)).expect("handed over");
    let told = ["offered to Anna", "accepted by Anna", "transferring to Ben", "transfer failed"];
    world.check(&chat, &told);
    let nobody = world.transfer(&chat, anna, TransferTo::Agent(UserId(Uuid::from_u128(7))));
    assert!(matches!(nobody, Err(AppError::NotFound)));
    let nowhere = world.transfer(&chat, anna, TransferTo::Team(TeamId(Uuid::from_u128(7))));
    assert!(matches!(nowhere, Err(AppError::NotFound)));
}

fn route_13_a_team_is_asked_in_its_own_ring_without_the_sender(world: &mut World) {
    let (anna, ben, chat) = held(world);
    let cleo = world.agent("Cleo");
    world.agent("Dora");
    let members = [anna, cleo, ben];
    let team = world.write(move |tx| teams::create(tx, None, "Sales", &members)).expect("a team");
    world.transfer(&chat, anna, TransferTo::Team(team)).expect("handed over");
    world.decline(&chat, cleo).expect("declined");
    world.decline(&chat, ben).expect("declined");
    world.check(
        &chat,
        &[
            "offered to Anna",
            "accepted by Anna",
            "transferring to a team",
            "offered to Cleo",
            "declined by Cleo",
            "offered to Ben",
            "declined by Ben",
            "transfer failed",
        ],
    );
}

fn route_13_either_side_ending_the_chat_withdraws_the_offer(world: &mut World) {
    let (anna, ben, chat) = held(world);
    world.transfer(&chat, anna, TransferTo::Agent(ben)).expect("handed over");
    let (id, sender) = (chat.conversation, world.sender(anna.0));
    world.attempt(move |tx, rules| agent::end(tx, rules, anna, sender, id)).expect("ended");
    world.check(&chat, &with(&["withdrawn: ChatEnded", "ended: AgentEnded", "completed"]));
    assert!(world.accept(&chat, ben).is_err());
}

fn route_13_the_holder_takes_it_back(world: &mut World) {
    let (anna, ben, chat) = held(world);
    world.transfer(&chat, anna, TransferTo::Agent(ben)).expect("handed over");
    let (id, sender) = (chat.conversation, world.sender(anna.0));
    world.attempt(move |tx, rules| agent::take_back(tx, rules, anna, sender, id)).expect("taken back");
    world.check(&chat, &with(&["withdrawn: TakenBack"]));
    assert!(matches!(world.accept_offer(&chat, ben, 8), Err(AppError::Refused(Refusal::OfferGone))));
    world.replies(&chat, anna, "I will do it myself.").expect("said");
}

fn route_13_only_the_holder_hands_over_and_only_once(world: &mut World) {
    let (anna, ben, chat) = held(world);
    let cleo = world.agent("Cleo");
    assert!(matches!(world.transfer(&chat, ben, TransferTo::Agent(cleo)), Err(AppError::NotFound)));
    let own = world.transfer(&chat, anna, TransferTo::Agent(anna));
    assert!(matches!(own, Err(AppError::Refused(Refusal::Yours))));
    world.transfer(&chat, anna, TransferTo::Agent(ben)).expect("handed over");
    let twice = world.transfer(&chat, anna, TransferTo::Agent(cleo));
    assert!(matches!(twice, Err(AppError::Refused(Refusal::HandedOver))));
}

fn route_13_the_holder_who_says_something_still_hands_over(world: &mut World) {
    let (anna, ben, chat) = held(world);
    world.vanish(anna.0);
    world.pass_seconds(70);
    world.arrive(anna.0);
    world.transfer(&chat, anna, TransferTo::Agent(ben)).expect("handed over");
    world.turn();
    assert_eq!(world.state(&chat).offer().and_then(|offer| offer.to.one()), Some(ben));
}

fn route_6_a_chat_offered_by_transfer_counts_for_both(world: &mut World) {
    let (anna, ben, chat) = held(world);
    for agent in [anna, ben] {
        world
            .write(move |tx| frontdesk_app::routing::agents::set_limit(tx, None, agent, Some(1)))
            .expect("set");
    }
    world.transfer(&chat, anna, TransferTo::Agent(ben)).expect("handed over");
    let other = world.request();
    world.check(&other, &["fell back", "ended: FellBack", "completed"]);
    world.accept(&chat, ben).expect("accepted");
    let next = world.request();
    world.check(&next, &["offered to Anna"]);
}

fn route_13_the_note_is_for_the_colleague_only(world: &mut World) {
    let (anna, ben, chat) = held(world);
    world.transfer(&chat, anna, TransferTo::Agent(ben)).expect("handed over");
    let warning = world.rules.limits.inactivity_warning;
    let bens = world.write(move |tx| desk::read(tx, ben, false, warning)).expect("a desk");
    let handed = bens.offers[&chat.conversation].handed.clone().expect("handed over");
    assert_eq!((handed.by.as_str(), handed.note.as_str()), ("Anna", "Please help"));
    let annas = world.write(move |tx| desk::read(tx, anna, false, warning)).expect("a desk");
    assert!(annas.chats[&chat.conversation].handing_over);
    assert_ne!(
        annas.chats[&chat.conversation].snippet.as_ref().map(|(text, _)| text.as_str()),
        Some("Please help")
    );
    let id = chat.conversation;
    let unread =
        world.write(move |tx| Ok::<_, AppError>(frontdesk_store::repo::log::count_agent_words(tx, id, 0)?));
    assert_eq!(unread.expect("counted"), 0);
}

fn route_7_a_reason_for_declining_is_for_colleagues_only(world: &mut World) {
    world.live_chat(2);
    let (anna, _) = (world.agent("Anna"), world.agent("Ben"));
    let chat = world.request();
    let (id, sender) = (chat.conversation, world.sender(anna.0));
    let number = world.state(&chat).offer().expect("an offer").number;
    world
        .attempt(move |tx, rules| agent::decline(tx, rules, anna, sender, id, number, "In a meeting"))
        .expect("declined");
    let log = world.log(&chat);
    let declined = log.iter().find(|logged| logged.entry.text() == "In a meeting").expect("the reason");
    assert_eq!(declined.command.map(|(party, _)| party), Some(anna.0));
    let unread =
        world.write(move |tx| Ok::<_, AppError>(frontdesk_store::repo::log::count_agent_words(tx, id, 0)?));
    assert_eq!(unread.expect("counted"), 0);
}
