//! What the simulator found, each as a law.

use frontdesk_app::conversation::{Sender, server_command};
use frontdesk_app::visitor::{self, Show, make_visitor, open};
use frontdesk_app::{AppError, agent, sweep, token};
use frontdesk_domain::conversation::fact::Fact;
use frontdesk_domain::stream::CardId;
use frontdesk_domain::stream::run::Answer;
use frontdesk_store::repo;
use frontdesk_testkit::world::{PAGE, World};
use jiff::SignedDuration;

crate::laws!(
    target_5_an_opening_sent_again_finds_its_conversation_though_it_is_over,
    route_15_a_holder_back_since_the_workers_looked_keeps_the_chat,
    route_15_words_are_acknowledged_with_their_own_number,
    route_6_an_offer_that_was_taken_back_does_not_count,
);

fn target_5_an_opening_sent_again_finds_its_conversation_though_it_is_over(world: &mut World) {
    world.live_chat(1);
    world.agent("Anna");
    let Show::Dialogue { dialogue, .. } = world.views(None, PAGE) else { panic!("no dialogue") };
    let token = world.write(make_visitor).expect("a token");
    let hash = token::hash(&token).expect("a token");
    let who = world
        .write(move |tx| repo::visitor::find_by_token(tx, &hash)?.ok_or(AppError::NotFound))
        .expect("a visitor");
    let opening = world.sender(who.0);
    let first = world.done(move |tx, rules| open(tx, rules, who, opening, dialogue, PAGE)).conversation;
    let (answers, cancels): (Sender, Sender) = (world.sender(who.0), world.sender(who.0));
    world.done(move |tx, rules| {
        let card = CardId("talk".into());
        visitor::answer(tx, rules, who, answers, first, &card, &Answer::Choice(0))
    });
    world.done(move |tx, rules| visitor::cancel(tx, rules, who, cancels, first));
    let again = world.done(move |tx, rules| open(tx, rules, who, opening, dialogue, PAGE)).conversation;
    assert_eq!(again, first);
}

fn route_15_a_holder_back_since_the_workers_looked_keeps_the_chat(world: &mut World) {
    world.live_chat(1);
    let anna = world.agent("Anna");
    let browser = world.chat_with(anna);
    world.vanish(anna.0);
    world.pass_seconds(290);
    world.clock.advance(SignedDuration::from_secs(10));
    let rules = world.rules.clone();
    let todo = world.store.read_blocking(move |tx| sweep::lapsed(tx, &rules)).expect("read");
    assert!(!todo.is_empty());
    world.arrive(anna.0);
    for sweep::Todo { conversation, command } in todo {
        world.done(move |tx, rules| server_command(tx, rules, conversation, &command));
    }
    assert_eq!(world.state(&browser).holder(), Some(anna));
    let log = world.log(&browser);
    assert!(!log.iter().any(|logged| matches!(logged.entry.fact, Fact::Rerouting { .. })));
}

fn route_15_words_are_acknowledged_with_their_own_number(world: &mut World) {
    world.live_chat(1);
    let anna = world.agent("Anna");
    world.agent("Bert");
    let browser = world.chat_with(anna);
    world.vanish(anna.0);
    world.pass_seconds(300);
    assert!(world.state(&browser).offer().is_some());
    let seq = world.replies(&browser, anna, "I am back").expect("said");
    let log = world.log(&browser);
    let named = log.iter().find(|logged| logged.entry.seq == seq).expect("an entry");
    assert!(matches!(named.entry.fact, Fact::Said { .. }), "{:?}", named.entry.fact);
    assert!(world.state(&browser).offer().is_none());
}

fn route_6_an_offer_that_was_taken_back_does_not_count(world: &mut World) {
    world.rules.limits.chats_per_agent = 1;
    world.live_chat(1);
    let anna = world.agent("Anna");
    let bert = world.agent("Bert");
    let browser = world.chat_with(anna);
    world.vanish(anna.0);
    world.pass_seconds(300);
    assert_eq!(world.state(&browser).offer().and_then(|offer| offer.to.one()), Some(bert));
    world.write(move |tx| agent::deactivate(tx, anna)).expect("deactivated");
    world.turn();
    assert_eq!(world.state(&browser).offer().and_then(|offer| offer.to.one()), Some(bert));
}
