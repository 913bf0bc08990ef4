//! The conversation list, a visitor's history and transcripts (`INBOX-2`, `INBOX-4`, `INBOX-5`).

use frontdesk_app::AppError;
use frontdesk_app::listing::{self, Page, Reader, Wanted};
use frontdesk_app::transcript;
use frontdesk_domain::conversation::fact::Outcome;
use frontdesk_domain::conversation::standing::Standing;
use frontdesk_domain::ids::{ConversationId, UserId};
use frontdesk_domain::search::looked_for;
use frontdesk_domain::stream::run::Answer;
use frontdesk_store::repo::listing::Place;
use frontdesk_testkit::world::{Browser, World};
use jiff::tz::TimeZone;

crate::laws!(
    inbox_2_pages_name_each_conversation_once_and_the_newest_first,
    inbox_2_who_may_not_see_all_gets_their_own_whatever_is_asked,
    the_standing_in_the_list_follows_the_conversation,
    filters_name_what_stands_so,
    inbox_4_the_history_is_what_the_reader_may_see_of_90_days,
    inbox_5_a_transcript_says_who_said_what_and_when,
    inbox_2_the_search_finds_people_and_what_was_said,
    inbox_2_the_search_shows_nobody_what_they_may_not_see,
    the_search_knows_what_came_since_and_nothing_twice,
);

const ALL: Wanted =
    Wanted { words: None, mine: false, standing: None, dialogue: None, after: Place::FIRST, limit: 100 };

fn list(world: &World, user: UserId, all: bool, wanted: Wanted) -> Page {
    world.done(move |tx, _| listing::page(tx, Reader { user, all }, &wanted))
}

fn ids(page: &Page) -> Vec<ConversationId> {
    page.lines.iter().map(|line| line.listed.id).collect()
}

fn standing(world: &World, who: &Browser, reader: UserId) -> Standing {
    let page = list(world, reader, true, ALL);
    page.lines.iter().find(|line| line.listed.id == who.conversation).expect("listed").listed.standing
}

fn inbox_2_pages_name_each_conversation_once_and_the_newest_first(world: &mut World) {
    world.live_chat(1);
    let anna = world.agent("Anna");
    let mut expected = Vec::new();
    for number in 0..7 {
        // Some begin at the same instant.
        if number % 3 == 0 {
            world.pass_seconds(1);
        }
        expected.push(world.visitor().conversation);
    }
    let mut found = Vec::new();
    let mut wanted = Wanted { limit: 2, ..ALL };
    loop {
        let page = list(world, anna, true, wanted.clone());
        assert!(page.lines.len() <= 2);
        found.extend(page.lines.iter().map(|line| (line.listed.started, line.listed.id)));
        let Some(next) = page.next else { break };
        wanted.after = next;
    }
    assert!(found.is_sorted_by(|a, b| a > b), "the newest first, none twice");
    let mut found: Vec<_> = found.into_iter().map(|(_, id)| id).collect();
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
}

fn inbox_2_who_may_not_see_all_gets_their_own_whatever_is_asked(world: &mut World) {
    world.live_chat(1);
    let (anna, ben) = (world.agent("Anna"), world.agent("Ben"));
    let hers = world.chat_with(anna);
    let his = world.chat_with(ben);
    assert_eq!(ids(&list(world, anna, false, ALL)), [hers.conversation]);
    assert_eq!(ids(&list(world, ben, false, Wanted { mine: true, ..ALL })), [his.conversation]);
    assert_eq!(list(world, ben, true, ALL).lines.len(), 2);
    assert_eq!(ids(&list(world, ben, true, Wanted { mine: true, ..ALL })), [his.conversation]);
    let (reader, foreign) = (Reader { user: ben, all: false }, hers.conversation);
    let refused = world.attempt(move |tx, _| listing::detail(tx, reader, foreign));
    assert!(matches!(refused, Err(AppError::NotFound)));
}

fn the_standing_in_the_list_follows_the_conversation(world: &mut World) {
    world.live_chat(1);
    let anna = world.agent("Anna");
    let browser = world.visitor();
    assert_eq!(standing(world, &browser, anna), Standing::Automated);
    world.answer(&browser, "talk", Answer::Choice(0)).expect("answered");
    assert_eq!(standing(world, &browser, anna), Standing::Connecting);
    world.accept(&browser, anna).expect("accepted");
    world.says(&browser, "hello").expect("said");
    assert_eq!(standing(world, &browser, anna), Standing::Live);
    let (sender, id) = (world.sender(anna.0), browser.conversation);
    world.done(move |tx, rules| frontdesk_app::agent::end(tx, rules, anna, sender, id));
    assert_eq!(standing(world, &browser, anna), Standing::Ended(Outcome::AgentEnded));
    assert_eq!(Standing::of(&world.state(&browser)), Standing::Ended(Outcome::AgentEnded));
}

fn filters_name_what_stands_so(world: &mut World) {
    world.live_chat(1);
    let anna = world.agent("Anna");
    let waiting = world.visitor();
    let live = world.chat_with(anna);
    let found = list(world, anna, true, ALL);
    let dialogue = world.done(|tx, _| Ok(frontdesk_store::repo::listing::dialogues(tx)?));
    let [(dialogue, name)] = dialogue.as_slice() else { panic!("one dialogue: {dialogue:?}") };
    assert_eq!(name, "World");
    assert_eq!(found.lines.len(), 2);
    for (standing, expected) in [
        (Standing::Automated, vec![waiting.conversation]),
        (Standing::Live, vec![live.conversation]),
        (Standing::Finished, vec![]),
    ] {
        for dialogue in [None, Some(*dialogue)] {
            let wanted = Wanted { standing: Some(standing), dialogue, ..ALL };
            assert_eq!(ids(&list(world, anna, true, wanted)), expected, "{standing:?} {dialogue:?}");
        }
    }
    let mine = Wanted { mine: true, standing: Some(Standing::Live), dialogue: Some(*dialogue), ..ALL };
    assert_eq!(ids(&list(world, anna, true, mine.clone())), [live.conversation]);
    assert_eq!(
        list(world, anna, true, Wanted { standing: Some(Standing::Automated), ..mine }).lines.len(),
        0
    );
    let other = frontdesk_domain::ids::DialogueId(uuid::Uuid::from_u128(9));
    assert_eq!(list(world, anna, true, Wanted { dialogue: Some(other), ..ALL }).lines.len(), 0);
}

fn inbox_4_the_history_is_what_the_reader_may_see_of_90_days(world: &mut World) {
    world.dialogue(&serde_json::json!([
        { "kind": "capture", "id": "talk", "text": "Your e-mail?", "input": "email",
          "attribute": "person.email", "next": "live" },
        { "kind": "live_chat", "id": "live" },
    ]));
    let (anna, ben) = (world.agent("Anna"), world.agent("Ben"));
    let chat = |world: &mut World| {
        let browser = world.visitor();
        world.answer(&browser, "talk", Answer::Value("pia@shop.example".into())).expect("answered");
        let to = world.state(&browser).offer().and_then(|offer| offer.to.one()).expect("an offer to one");
        world.accept(&browser, to).expect("accepted");
        (browser.conversation, to)
    };
    let (first, by_anna) = chat(world);
    let (second, by_ben) = chat(world);
    assert_eq!((by_anna, by_ben), (anna, ben));
    let detail =
        |world: &World, user, all, id| world.done(move |tx, _| listing::detail(tx, Reader { user, all }, id));
    let history = |world: &World, user, all, id| -> Vec<ConversationId> {
        detail(world, user, all, id).history.iter().map(|line| line.listed.id).collect()
    };
    assert_eq!(history(world, anna, true, first), [second]);
    assert_eq!(history(world, anna, false, first), []);
    let known = detail(world, anna, false, first);
    assert_eq!(known.line.agents, ["Anna"]);
    let email: Vec<_> = known.attributes.iter().map(|(a, v)| (a.name().to_owned(), v.to_owned())).collect();
    assert_eq!(email, [("person.email".to_owned(), "pia@shop.example".to_owned())]);
    world.clock.advance(jiff::SignedDuration::from_hours(24 * 91));
    assert_eq!(history(world, anna, true, first), []);
}

fn inbox_5_a_transcript_says_who_said_what_and_when(world: &mut World) {
    world.live_chat(1);
    let anna = world.agent("Anna");
    let browser = world.chat_with(anna);
    world.pass_seconds(5);
    world.says(&browser, "hello").expect("said");
    world.replies(&browser, anna, "good day").expect("said");
    let id = browser.conversation;
    let zone = TimeZone::get("Europe/Stockholm").expect("a zone");
    let text = world.done(move |tx, _| transcript::text(tx, id, &zone));
    let expected = "Conversation with Visitor\n\
                    Dialogue: World\n\
                    Page: https://shop.example/\n\
                    Began: 2026-03-02 10:00 (Europe/Stockholm)\n\
                    Outcome: Live\n\
                    \n\
                    [2026-03-02 10:00:00] Bot: Talk?\n\
                    [2026-03-02 10:00:00] Visitor: Yes\n\
                    [2026-03-02 10:00:00] - The visitor asked for an agent\n\
                    [2026-03-02 10:00:00] - Anna joined\n\
                    [2026-03-02 10:00:05] Visitor: hello\n\
                    [2026-03-02 10:00:05] Anna: good day\n";
    assert_eq!(text, expected);
}

fn look_for(world: &World, user: UserId, all: bool, typed: &str) -> Vec<ConversationId> {
    ids(&list(world, user, all, Wanted { words: looked_for(typed), ..ALL }))
}

fn inbox_2_the_search_finds_people_and_what_was_said(world: &mut World) {
    world.dialogue(&serde_json::json!([
        { "kind": "capture", "id": "talk", "text": "Your e-mail?", "input": "email",
          "attribute": "person.email", "next": "live" },
        { "kind": "live_chat", "id": "live" },
    ]));
    let anna = world.agent("Anna");
    let browser = world.visitor();
    world.answer(&browser, "talk", Answer::Value("pia.oe@shop.example".into())).expect("answered");
    world.accept(&browser, anna).expect("accepted");
    world.says(&browser, "Där är min Crème brûlée!").expect("said");
    world.replies(&browser, anna, "it's in the oven").expect("said");
    let other = world.visitor();
    world.index();
    let one = vec![browser.conversation];
    for typed in ["pia.oe@shop.example", "PIA", "sho", "creme brul", "brulee CRÈME", "oven", "the ov", "dar"]
    {
        assert_eq!(look_for(world, anna, true, typed), one, "{typed}");
    }
    for typed in ["anna", "ven", "pia oven", "e-mail", "creme brulees", "\"", "a* OR b"] {
        if looked_for(typed).is_some() {
            assert_eq!(look_for(world, anna, true, typed), vec![], "{typed}");
        }
    }
    let open = Wanted { words: looked_for("pia"), standing: Some(Standing::Automated), ..ALL };
    assert_eq!(ids(&list(world, anna, true, open)), []);
    assert_eq!(list(world, anna, true, ALL).lines.len(), 2);
    assert_ne!(other.conversation, browser.conversation);
}

fn inbox_2_the_search_shows_nobody_what_they_may_not_see(world: &mut World) {
    world.live_chat(1);
    let (anna, ben) = (world.agent("Anna"), world.agent("Ben"));
    let hers = world.chat_with(anna);
    let his = world.chat_with(ben);
    world.says(&hers, "a secret").expect("said");
    world.says(&his, "a secret").expect("said");
    world.index();
    assert_eq!(look_for(world, anna, false, "secret"), [hers.conversation]);
    assert_eq!(look_for(world, ben, false, "secret"), [his.conversation]);
    assert_eq!(look_for(world, ben, true, "secret").len(), 2);
}

fn the_search_knows_what_came_since_and_nothing_twice(world: &mut World) {
    world.live_chat(1);
    let anna = world.agent("Anna");
    let browser = world.chat_with(anna);
    // More than one page of the log.
    for number in 0..230 {
        world.says(&browser, &format!("word{number} again")).expect("said");
    }
    world.index();
    world.index();
    assert_eq!(look_for(world, anna, true, "word229"), [browser.conversation]);
    assert_eq!(look_for(world, anna, true, "again"), [browser.conversation]);
    assert_eq!(look_for(world, anna, true, "later").len(), 0);
    world.replies(&browser, anna, "later").expect("said");
    world.index();
    assert_eq!(look_for(world, anna, true, "later"), [browser.conversation]);
}
