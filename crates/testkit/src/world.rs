//! A small world on a real store with a clock that is moved: agents, visitors, and the server's workers.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use frontdesk_app::account::{NewAccount, create};
use frontdesk_app::conversation::{Sender, server_command};
use frontdesk_app::publish::publish;
use frontdesk_app::routing::queue::{self, Queue};
use frontdesk_app::routing::settings;
use frontdesk_app::{AppError, Rules, agent, attributes, routing, search, sweep, visitor};
use frontdesk_domain::availability::{Schedule, Zone};
use frontdesk_domain::conversation::fact::TransferTo;
use frontdesk_domain::conversation::state::Conversation;
use frontdesk_domain::dialogue::Dialogue;
use frontdesk_domain::ids::{ClientId, ConversationId, DialogueId, UserId, VisitorId};
use frontdesk_domain::permission::{BuiltIn, ProfileId};
use frontdesk_domain::stream::CardId;
use frontdesk_domain::stream::run::Answer;
use frontdesk_protocol::stream_file::StreamFile;
use frontdesk_store::repo::{self, availability, lease};
use frontdesk_store::{Clock, Logged, Options, Store, Tx};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::clock::ManualClock;
use crate::transcript;

/// The page that the world's dialogue is for.
pub const PAGE: &str = "https://shop.example/";

/// A visitor's browser.
#[derive(Clone, Debug)]
pub struct Browser {
    /// The visitor.
    pub visitor: VisitorId,
    /// Their token.
    pub token: String,
    /// The conversation they have begun.
    pub conversation: ConversationId,
}

/// A small world.
pub struct World {
    /// Where the record is.
    pub url: String,
    /// The record.
    pub store: Store,
    /// The clock.
    pub clock: Arc<ManualClock>,
    /// The rules.
    pub rules: Rules,
    names: BTreeMap<UserId, String>,
    present: BTreeSet<Uuid>,
    next_client: u128,
    _folder: Option<tempfile::TempDir>,
}

impl World {
    /// A world on the embedded database.
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let url = format!("sqlite:{}", folder.path().join("world.db").display());
        Self::on(&url, Some(folder), |_| {})
    }

    /// A world on PostgreSQL.
    pub fn postgres() -> Self {
        Self::postgres_with(|_| {})
    }

    /// A world on PostgreSQL, whose store runs otherwise than usual.
    pub fn postgres_with(adapt: impl FnOnce(&mut Options)) -> Self {
        Self::on(&crate::postgres::fresh_database(), None, adapt)
    }

    fn on(url: &str, folder: Option<tempfile::TempDir>, adapt: impl FnOnce(&mut Options)) -> Self {
        let start: Timestamp = "2026-03-02T09:00:00Z".parse().expect("an instant");
        let clock = Arc::new(ManualClock::at(start));
        let mut options = Options::new(Arc::clone(&clock) as Arc<dyn Clock>, Arc::new(|_| {}));
        adapt(&mut options);
        let store = Store::open(url, options).expect("a store");
        let rules = Rules::new(start);
        Self {
            url: url.to_owned(),
            store,
            clock,
            rules,
            names: BTreeMap::new(),
            present: BTreeSet::new(),
            next_client: 1,
            _folder: folder,
        }
    }

    /// Runs a use case.
    pub fn write<T: Send + 'static>(
        &self,
        f: impl Fn(&mut Tx<'_>) -> Result<T, AppError> + Send + 'static,
    ) -> Result<T, AppError> {
        self.store.write_blocking(f)
    }

    /// Makes all that was said known to the search and the reports, as the job does.
    pub fn index(&self) {
        let behind = |tx: &mut Tx<'_>, _: &Rules| {
            Ok(repo::search::behind(tx, ConversationId(Uuid::nil()), u32::MAX)?.0)
        };
        for id in self.done(behind) {
            while self.done(move |tx, rules| search::index(tx, &rules.streams, id)) {}
        }
    }

    /// Runs a use case with the rules; it must succeed.
    pub fn done<T: Send + 'static>(
        &self,
        f: impl Fn(&mut Tx<'_>, &Rules) -> Result<T, AppError> + Send + 'static,
    ) -> T {
        self.attempt(f).expect("the use case succeeds")
    }

    /// Runs a use case with the rules.
    pub fn attempt<T: Send + 'static>(
        &self,
        f: impl Fn(&mut Tx<'_>, &Rules) -> Result<T, AppError> + Send + 'static,
    ) -> Result<T, AppError> {
        let rules = self.rules.clone();
        self.write(move |tx| f(tx, &rules))
    }

    /// Now.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A fresh client id of a party.
    pub fn sender(&mut self, party: Uuid) -> Sender {
        self.next_client += 1;
        Sender { party, client_id: ClientId(Uuid::from_u128(self.next_client)) }
    }

    /// Publishes a dialogue from the JSON of its cards; the first card is `talk`.
    pub fn dialogue(&self, cards: &serde_json::Value) -> DialogueId {
        self.publish(&serde_json::json!({
            "frontdesk_stream": 1, "name": "World", "targets": [PAGE], "first": "talk", "cards": cards,
        }))
    }

    /// What a stream file says.
    pub fn reads(&self, file: &serde_json::Value) -> Dialogue {
        let known = self.write(attributes::catalogue).expect("a catalogue");
        let routes = self.write(routing::targets).expect("whom to route to");
        StreamFile::read(&file.to_string(), &known, &routes).expect("a stream without faults")
    }

    /// Publishes a stream file.
    pub fn publish(&self, file: &serde_json::Value) -> DialogueId {
        let new = self.reads(file);
        self.write(move |tx| publish(tx, None, &new)).expect("published").0
    }

    /// Publishes one question that leads to a live chat card with so many tries.
    pub fn live_chat(&self, tries: u8) {
        self.dialogue(&serde_json::json!([
            { "kind": "question", "id": "talk", "text": "Talk?", "choices": [{ "label": "Yes", "next": "live" }] },
            { "kind": "live_chat", "id": "live", "tries": tries },
        ]));
    }

    /// A user with a built-in profile, who has no console open.
    pub fn user(&self, name: &str, profile: BuiltIn) -> UserId {
        let new = NewAccount {
            email: format!("{}@world.example", name.to_lowercase()),
            name: name.to_owned(),
            password_hash: "hash".to_owned(),
            profiles: vec![ProfileId::BuiltIn(profile)],
            takes_chats: false,
            demo: false,
        };
        // The audit log is in the order of time, to the millisecond.
        self.clock.advance(SignedDuration::from_millis(1));
        self.write(move |tx| create(tx, &new)).expect("a user")
    }

    /// An agent with an open console.
    pub fn agent(&mut self, name: &str) -> UserId {
        let id = self.user(name, BuiltIn::LiveAgent);
        self.names.insert(id, name.to_owned());
        self.arrive(id.0);
        id
    }

    /// Someone's connection opens.
    pub fn arrive(&mut self, who: Uuid) {
        self.present.insert(who);
        self.hear(who);
    }

    /// Someone's connection is cut: heard from until now.
    pub fn vanish(&mut self, who: Uuid) {
        self.hear(who);
        self.present.remove(&who);
    }

    fn hear(&self, who: Uuid) {
        self.write(move |tx| {
            let now = tx.now();
            Ok(lease::hear(tx, who, who, None, now)?)
        })
        .expect("heard");
    }

    /// Answers the card that waits.
    pub fn answer(&mut self, who: &Browser, card: &str, answer: Answer) -> Result<u64, AppError> {
        let sender = self.sender(who.visitor.0);
        let (visitor, id, card) = (who.visitor, who.conversation, CardId(card.to_owned()));
        self.attempt(move |tx, rules| visitor::answer(tx, rules, visitor, sender, id, &card, &answer))
    }

    /// A visitor who asks for an agent.
    pub fn request(&mut self) -> Browser {
        let browser = self.visitor();
        self.answer(&browser, "talk", Answer::Choice(0)).expect("answered");
        browser
    }

    /// A visitor who talks with an agent, who accepted.
    pub fn chat_with(&mut self, agent: UserId) -> Browser {
        let browser = self.request();
        self.accept(&browser, agent).expect("accepted");
        browser
    }

    /// The visitor says something.
    pub fn says(&mut self, who: &Browser, text: &str) -> Result<u64, AppError> {
        let sender = self.sender(who.visitor.0);
        let (visitor, id, text) = (who.visitor, who.conversation, text.to_owned());
        self.attempt(move |tx, rules| visitor::say(tx, rules, visitor, sender, id, &text))
    }

    /// An agent says something.
    pub fn replies(&mut self, who: &Browser, agent: UserId, text: &str) -> Result<u64, AppError> {
        let sender = self.sender(agent.0);
        let (id, text) = (who.conversation, text.to_owned());
        self.attempt(move |tx, rules| agent::say(tx, rules, agent, sender, id, &text))
    }

    /// An agent takes what is offered to them.
    pub fn accept(&mut self, who: &Browser, agent: UserId) -> Result<u64, AppError> {
        let number = self.state(who).offer().map_or(0, |offer| offer.number);
        self.accept_offer(who, agent, number)
    }

    /// An agent takes an offer.
    pub fn accept_offer(&mut self, who: &Browser, agent: UserId, number: u64) -> Result<u64, AppError> {
        let (sender, id) = (self.sender(agent.0), who.conversation);
        self.attempt(move |tx, rules| agent::accept(tx, rules, agent, sender, id, number))
    }

    /// An agent declines what is offered to them.
    pub fn decline(&mut self, who: &Browser, agent: UserId) -> Result<u64, AppError> {
        let number = self.state(who).offer().map_or(0, |offer| offer.number);
        let (sender, id) = (self.sender(agent.0), who.conversation);
        self.attempt(move |tx, rules| agent::decline(tx, rules, agent, sender, id, number, ""))
    }

    /// Turns an agent available or not; the workers follow.
    pub fn set_available(&mut self, agent: UserId, available: bool) {
        self.write(move |tx| agent::set_available(tx, agent, available)).expect("set");
        self.turn();
    }

    /// The server starts anew, now.
    pub fn restart(&mut self) {
        self.rules.ready = self.now();
    }

    /// Time passes: presence is renewed and the workers do their rounds, at least every 10 s.
    pub fn pass(&mut self, time: SignedDuration) {
        let mut left = time;
        while !left.is_zero() {
            let step = left.min(SignedDuration::from_secs(10));
            self.clock.advance(step);
            left -= step;
            for who in self.present.clone() {
                self.hear(who);
            }
            self.turn();
        }
    }

    /// Seconds pass.
    pub fn pass_seconds(&mut self, seconds: i64) {
        self.pass(SignedDuration::from_secs(seconds));
    }

    /// Sets when an agent works: a zone, and the stored form of a schedule; the workers follow.
    pub fn set_schedule(&mut self, agent: UserId, zone: &str, schedule: &str) {
        let zone = Zone::parse(zone).expect("a zone");
        let schedule: Schedule = schedule.parse().expect("a schedule");
        self.write(move |tx| agent::set_schedule(tx, agent.into(), agent, &zone, &schedule)).expect("set");
        self.turn();
    }

    /// One round of the workers.
    pub fn turn(&self) {
        let rules = self.rules.clone();
        for who in self.store.read_blocking(|tx| availability::changed(tx, 100)).expect("read") {
            self.write(move |tx| agent::follow_clock(tx, who)).expect("followed");
        }
        let mut todo = self.store.read_blocking(sweep::overdue).expect("read");
        todo.extend(self.store.read_blocking(move |tx| sweep::lapsed(tx, &rules)).expect("read"));
        for sweep::Todo { conversation, command } in todo {
            match self.attempt(move |tx, rules| server_command(tx, rules, conversation, &command)) {
                Ok(_) | Err(AppError::Refused(_)) => {}
                Err(error) => panic!("the worker failed: {error}"),
            }
        }
        for id in self.queue().ready {
            self.attempt(move |tx, rules| queue::serve(tx, rules, id)).expect("served");
        }
    }

    /// The queue of visitors who wait.
    pub fn queue(&self) -> Queue {
        let rules = self.rules.clone();
        self.store.read_blocking(move |tx| queue::read(tx, &rules)).expect("read")
    }

    /// Lets visitors wait where nobody can take the chat, for so many minutes.
    pub fn open_queue(&self, minutes: u32) {
        let wanted = frontdesk_domain::routing::Queue { enabled: true, minutes };
        self.write(move |tx| settings::set_queue(tx, None, &wanted)).expect("set");
    }

    /// An agent hands a chat over.
    pub fn transfer(&mut self, who: &Browser, by: UserId, to: TransferTo) -> Result<u64, AppError> {
        let (id, sender) = (who.conversation, self.sender(by.0));
        self.attempt(move |tx, rules| agent::transfer(tx, rules, by, sender, id, to, "Please help"))
    }

    /// The state row.
    pub fn state(&self, who: &Browser) -> Conversation {
        let id = who.conversation;
        self.write(move |tx| repo::conversation::find(tx, id)?.ok_or(AppError::NotFound))
            .expect("a conversation")
            .state
    }

    /// The log.
    pub fn log(&self, who: &Browser) -> Vec<Logged> {
        let id = who.conversation;
        self.write(move |tx| Ok(repo::log::after(tx, id, 0)?)).expect("a log")
    }

    /// Checks what has happened since an agent was first asked for, and that the state row is the fold of the log.
    #[track_caller]
    pub fn check(&self, who: &Browser, expected: &[&str]) {
        let log = self.log(who);
        let folded = Conversation::fold(log.iter().map(|l| (l.entry.seq, l.entry.at, &l.entry.fact)));
        assert_eq!(folded, self.state(who), "the state row is the fold of the log");
        let lines = transcript::lines(&log, &self.names);
        let from = lines.iter().position(|line| line == "requested").map_or(0, |at| at + 1);
        assert_eq!(lines.get(from..).unwrap_or_default(), expected);
    }

    /// The whole log as lines.
    pub fn transcript(&self, who: &Browser) -> Vec<String> {
        transcript::lines(&self.log(who), &self.names)
    }
}
