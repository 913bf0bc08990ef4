//! Mail about requests that were missed: in the outbox with what caused it, sent once, and no chat waits for it.

use std::sync::{Arc, Mutex};

use frontdesk_app::AppError;
use frontdesk_app::mail::{self, Fault, Letter, Mailer, Post, Sending};
use frontdesk_domain::permission::{BuiltIn, Permission};
use frontdesk_store::repo;
use frontdesk_store::repo::mail::Wanted;
use frontdesk_testkit::world::World;
use jiff::SignedDuration;

use super::routes::asks;

crate::laws!(
    route_9_whoever_should_have_got_the_chat_is_told_by_mail,
    route_9_without_mail_set_up_nothing_is_kept,
    who_wants_no_mail_gets_none,
    who_watches_over_all_conversations_can_be_told_of_each_missed_request,
    route_9_a_failing_mail_server_is_tried_again_and_touches_no_chat,
    what_the_mail_server_refuses_for_good_is_given_up,
    a_mail_is_sent_by_one_node,
);

/// Takes letters, or answers with what it is told to.
#[derive(Default)]
struct Letters {
    letters: Mutex<Vec<Letter>>,
    faults: Mutex<Vec<Fault>>,
}

impl Mailer for Letters {
    fn send<'a>(&'a self, letter: &'a Letter) -> Sending<'a> {
        let fault = self.faults.lock().expect("faults").pop();
        if fault.is_none() {
            self.letters.lock().expect("letters").push(letter.clone());
        }
        Box::pin(async move { fault.map_or(Ok(()), Err) })
    }
}

fn post() -> (Arc<Letters>, Post) {
    let mailer = Arc::new(Letters::default());
    (Arc::clone(&mailer), Post { mailer, console: "https://desk.example".into() })
}

fn send(world: &World, post: &Post) -> usize {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
    runtime.block_on(mail::send_due(&world.store, post)).expect("sent")
}

/// A request that Anna declines.
fn missed(world: &mut World) {
    world.rules.mail = true;
    super::routes::card(world, &serde_json::json!("round_robin"), None);
    let anna = world.agent("Anna");
    let browser = asks(world, "pia@shop.example", 0);
    world.decline(&browser, anna).expect("declined");
}

fn standing(world: &World) -> (u64, u64, Option<String>) {
    world.store.read_blocking(repo::mail::standing).expect("read")
}

fn route_9_whoever_should_have_got_the_chat_is_told_by_mail(world: &mut World) {
    missed(world);
    let (mailer, post) = post();
    assert_eq!(send(world, &post), 1);
    assert_eq!(send(world, &post), 0);
    let letters = mailer.letters.lock().expect("letters").clone();
    let [letter] = &letters[..] else { panic!("one letter: {letters:?}") };
    assert_eq!((letter.to.as_str(), letter.name.as_str()), ("anna@world.example", "Anna"));
    assert_eq!(letter.subject, "Missed: pia@shop.example (nobody accepted)");
    assert!(letter.text.contains("https://desk.example/conversations/"), "{}", letter.text);
    assert_eq!(standing(world), (0, 0, None));
}

fn route_9_without_mail_set_up_nothing_is_kept(world: &mut World) {
    world.live_chat(1);
    let anna = world.agent("Anna");
    let browser = world.request();
    world.decline(&browser, anna).expect("declined");
    assert_eq!(standing(world), (0, 0, None));
}

fn who_wants_no_mail_gets_none(world: &mut World) {
    world.rules.mail = true;
    world.live_chat(2);
    let (anna, ben) = (world.agent("Anna"), world.agent("Ben"));
    world.write(move |tx| mail::set_wanted(tx, anna, Wanted::default())).expect("set");
    let browser = world.request();
    world.decline(&browser, anna).expect("declined");
    world.decline(&browser, ben).expect("declined");
    let (mailer, post) = post();
    assert_eq!(send(world, &post), 1);
    assert_eq!(mailer.letters.lock().expect("letters")[0].name, "Ben");
}

fn who_watches_over_all_conversations_can_be_told_of_each_missed_request(world: &mut World) {
    let (sales, ben) = (world.user("Sales", BuiltIn::SalesAdmin), world.agent("Ben"));
    let all = Wanted { own: true, all: true };
    let refused = world.attempt(move |tx, _| mail::set_wanted(tx, ben, all));
    assert!(matches!(refused, Err(AppError::Forbidden(Permission::ViewAllConversations))), "{refused:?}");
    world.set_available(ben, false);
    world.write(move |tx| mail::set_wanted(tx, sales, all)).expect("set");
    missed(world);
    let (mailer, post) = post();
    assert_eq!(send(world, &post), 2, "the agent who declined, and who watches over all");
    let letters = mailer.letters.lock().expect("letters").clone();
    let mut to: Vec<_> = letters.iter().map(|letter| letter.name.as_str()).collect();
    to.sort_unstable();
    assert_eq!(to, ["Anna", "Sales"]);
}

fn route_9_a_failing_mail_server_is_tried_again_and_touches_no_chat(world: &mut World) {
    missed(world);
    let (mailer, post) = post();
    *mailer.faults.lock().expect("faults") = vec![Fault::Later("no route".into()); 2];
    assert_eq!(send(world, &post), 0);
    assert_eq!(standing(world), (1, 0, Some("no route".into())));
    assert_eq!(send(world, &post), 0, "not at once");
    world.clock.advance(SignedDuration::from_secs(61));
    assert_eq!(send(world, &post), 0, "the second fault");
    world.clock.advance(SignedDuration::from_secs(61));
    assert_eq!(send(world, &post), 0, "the pauses grow");
    world.clock.advance(SignedDuration::from_secs(61));
    assert_eq!(send(world, &post), 1);
    *mailer.faults.lock().expect("faults") = vec![Fault::Later("down".into()); 50];
    world.pass_seconds(1);
    let browser = asks(world, "pia@shop.example", 0);
    let number = world.state(&browser).offer().and_then(|offer| offer.to.one());
    world.decline(&browser, number.expect("an offer")).expect("declined");
    for _ in 0..20 {
        send(world, &post);
        world.clock.advance(SignedDuration::from_hours(2));
    }
    let (waiting, given_up, fault) = standing(world);
    assert_eq!((waiting, given_up > 0, fault.as_deref()), (0, true, Some("down")));
}

fn what_the_mail_server_refuses_for_good_is_given_up(world: &mut World) {
    missed(world);
    let (mailer, post) = post();
    *mailer.faults.lock().expect("faults") = vec![Fault::Never("no such user".into())];
    assert_eq!(send(world, &post), 0);
    world.clock.advance(SignedDuration::from_hours(1));
    assert_eq!(send(world, &post), 0);
    assert_eq!(standing(world), (0, 1, Some("no such user".into())));
}

fn a_mail_is_sent_by_one_node(world: &mut World) {
    missed(world);
    let due = world.store.read_blocking(|tx| repo::mail::due(tx, 10)).expect("read")[0];
    let until = world.now().saturating_add(SignedDuration::from_mins(5)).expect("an instant");
    let claim =
        |world: &World| world.write(move |tx| Ok(repo::mail::claim(tx, &due, until)?)).expect("claimed");
    assert_eq!((claim(world), claim(world)), (true, false));
    let (_, post) = post();
    assert_eq!(send(world, &post), 0, "the other node has it");
    world.clock.advance(SignedDuration::from_mins(5));
    assert_eq!(send(world, &post), 1, "that node has died");
}
