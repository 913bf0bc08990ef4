//! `decide`: what a routing decision costs, and how that grows with agents, rules and accounts.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use clap::Args;
use frontdesk_app::account::{NewAccount, create};
use frontdesk_app::conversation::Sender;
use frontdesk_app::publish::publish;
use frontdesk_app::routing::custom_rules;
use frontdesk_app::visitor::{self, make_visitor};
use frontdesk_app::{AppError, Rules, token};
use frontdesk_domain::attribute::{Attribute, Catalogue, Values};
use frontdesk_domain::ids::{ClientId, ConversationId, DialogueId, NamedAccountId, UserId, VisitorId};
use frontdesk_domain::permission::ProfileId;
use frontdesk_domain::routing::{RoutingRule, weigh};
use frontdesk_domain::stream::CardId;
use frontdesk_domain::stream::check::RouteTargets;
use frontdesk_domain::stream::run::Answer;
use frontdesk_domain::targeting::Criteria;
use frontdesk_domain::targeting::criteria::{Operator, Test};
use frontdesk_protocol::stream_file::StreamFile;
use frontdesk_store::repo::named_account::{self, NamedAccount};
use frontdesk_store::repo::{lease, routing_rule};
use frontdesk_store::{Inline, Tx, repo};
use jiff::Timestamp;
use serde_json::json;
use uuid::Uuid;

use crate::report::{Report, median, quantile};

/// What a routing decision costs, and how that grows
///
/// Two records in memory: one with 50 agents, 5 custom rules and 50 accounts, one with 10,000 agents, 1,000 rules and
/// 50,000 accounts. In both, every tenth agent can take a chat, and each rule sends visitors of one interest to ten agents.
/// Visitors whose company is not on the list answer the question before the live chat card, in turn for every rule: what is
/// measured is that whole transaction, from the answer to the offer, with the company looked for, all rules weighed, the
/// ring walked and the trace written. It is measured where the card routes by the rules, by round robin through all agents,
/// and by round robin where the only agents who can take a chat stand together at the far end of the ring, so that all the
/// others are passed over. The records take turns. Bar, of the first two: the median of the large one is at most 5 times
/// that of the small one; aim: twice; of the third, where the large one passes over 200 times as many agents, the ratio is
/// printed. Then sizes are doubled four times, and the slope per doubling is printed; and so is how long weighing the rules
/// takes by itself. Writes target/bench/decide.json.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Arguments {
    /// 5,000 decisions each instead of 500
    #[arg(long)]
    full: bool,
}

/// How many there are of each.
#[derive(Clone, Copy)]
struct Size {
    agents: usize,
    rules: usize,
    accounts: usize,
}

const SMALL: Size = Size { agents: 50, rules: 5, accounts: 50 };
const LARGE: Size = Size { agents: 10_000, rules: 1_000, accounts: 50_000 };
const BAR: f64 = 5.0;
/// Agents of each rule.
const PER_RULE: usize = 10;
/// One agent in so many can take a chat.
const ABLE: usize = 10;
/// So many agents can where they stand at the end of the ring.
const AT_THE_END: usize = 5;
const PAGE: &str = "http://127.0.0.1/";

/// Whom the card asks for, and who can take the chat.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    /// The rules; every tenth agent can.
    Rules,
    /// The general ring; every tenth agent can.
    Ring,
    /// The general ring; the last few agents can.
    End,
}

impl Case {
    const ALL: [Self; 3] = [Self::Rules, Self::Ring, Self::End];

    fn name(self) -> &'static str {
        match self {
            Self::Rules => "by the rules",
            Self::Ring => "round robin",
            Self::End => "round robin, the able at the end",
        }
    }

    fn route(self) -> &'static str {
        match self {
            Self::Rules => "rules",
            Self::Ring | Self::End => "round_robin",
        }
    }
}

/// Runs the bench.
pub fn run(arguments: &Arguments) -> Result<()> {
    let decisions = if arguments.full { 5_000 } else { 500 };
    let mut report = Report::new("decide", arguments.full);
    report.say("decisions in microseconds: 50 agents, 5 rules, 50 accounts; 10,000 agents, 1,000 rules, 50,000 accounts");
    for case in Case::ALL {
        let (mut small, mut large) = (Desk::new(SMALL, case)?, Desk::new(LARGE, case)?);
        report.say(case.name());
        let mut ratios = Vec::new();
        for _ in 0..5 {
            let (a, b) = (small.decide(decisions / 5)?, large.decide(decisions / 5)?);
            let ratio = micros(middle(&b)) / micros(middle(&a));
            report.say(&format!("{:>10.0} {:>10.0} {ratio:>8.2}", micros(middle(&a)), micros(middle(&b))));
            ratios.push(ratio);
        }
        let ratio = median(&ratios);
        report.say(&format!("median {ratio:>23.2}"));
        report.keep(case.name(), ratio);
        if case != Case::End {
            let name = case.name();
            report.bar(
                ratio <= BAR,
                format!("{name}: the large record takes {ratio:.2} times the small one, bar {BAR}"),
            );
        }
        if case == Case::Rules {
            weighed(&mut report, &mut large)?;
        }
    }
    let mut last = None;
    for doubling in 0..5 {
        let by = 1 << doubling;
        let size = Size { agents: 500 * by, rules: 50 * by, accounts: 2_500 * by };
        let took = micros(middle(&Desk::new(size, Case::Rules)?.decide(decisions / 5)?));
        let slope = last.map_or(String::new(), |before: f64| format!("{:>8.2} per doubling", took / before));
        report.say(&format!("{:>6} agents, {:>4} rules {took:>10.0} {slope}", size.agents, size.rules));
        last = Some(took);
    }
    report.finish()
}

/// How long it takes to hold a visitor against all rules.
fn weighed(report: &mut Report, desk: &mut Desk) -> Result<()> {
    let rules: Vec<RoutingRule> = desk.write(|tx| Ok(routing_rule::all(tx)?))?;
    let mut values = Values::default();
    values.fill(&interest()?, &interest_of(rules.len() - 1));
    let mut took: Vec<Duration> = (0..1_000)
        .map(|_| {
            let begin = Instant::now();
            std::hint::black_box(weigh(std::hint::black_box(&rules), &values));
            begin.elapsed()
        })
        .collect();
    took.sort_unstable();
    let p99 = micros(quantile(&took, 0.99));
    report.say(&format!("{} rules are weighed in {p99:.0} µs (p99)", rules.len()));
    report.keep("weigh_p99_us", p99);
    Ok(())
}

fn micros(took: Duration) -> f64 {
    took.as_secs_f64() * 1e6
}

fn middle(took: &[Duration]) -> Duration {
    quantile(took, 0.5)
}

fn interest() -> Result<Attribute> {
    Ok(Attribute::parse("person.interest")?)
}

fn interest_of(rule: usize) -> String {
    format!("interest {rule}")
}

/// A record, and what asks of it.
struct Desk {
    store: Inline,
    now: Timestamp,
    seed: u64,
    rules: Rules,
    dialogue: DialogueId,
    size: Size,
    case: Case,
    asked: usize,
}

impl Desk {
    fn new(size: Size, case: Case) -> Result<Self> {
        let now = Timestamp::from_second(1_790_000_000)?;
        let (rules, dialogue) = (Rules::new(now), DialogueId(Uuid::nil()));
        let mut desk = Self { store: Inline::memory()?, now, seed: 0, rules, dialogue, size, case, asked: 0 };
        let agents = desk.make_agents()?;
        desk.make_accounts(&agents)?;
        desk.make_rules(&agents)?;
        let file = json!({
            "frontdesk_stream": 1, "name": "Load", "targets": ["http://127.0.0.1"], "priority": 0,
            "first": "talk",
            "cards": [
                { "kind": "capture", "id": "talk", "text": "E-mail?", "input": "email",
                  "attribute": "person.email", "next": "interest" },
                { "kind": "capture", "id": "interest", "text": "What?", "input": "text",
                  "attribute": "person.interest", "next": "live" },
                { "kind": "live_chat", "id": "live", "route": case.route() },
            ],
        });
        let version = StreamFile::read(&file.to_string(), &Catalogue::default(), &RouteTargets::default())?;
        desk.dialogue = desk.write(|tx| publish(tx, None, &version))?.0;
        Ok(desk)
    }

    fn write<T>(&mut self, f: impl Fn(&mut Tx<'_>) -> Result<T, AppError>) -> Result<T> {
        self.seed += 1;
        Ok(self.store.write(self.now, self.seed, f)?.0)
    }

    fn make_agents(&mut self) -> Result<Vec<UserId>> {
        let (now, count, case) = (self.now, self.size.agents, self.case);
        let able = |number: usize| match case {
            Case::Rules | Case::Ring => number.is_multiple_of(ABLE),
            Case::End => number + AT_THE_END >= count,
        };
        self.write(|tx| {
            let mut made = Vec::with_capacity(count);
            for number in 0..count {
                let new = NewAccount {
                    email: format!("agent{number}@load.example"),
                    name: format!("Agent {number}"),
                    password_hash: String::new(),
                    profiles: vec![ProfileId::LIVE_AGENT],
                    takes_chats: false,
                    demo: true,
                };
                let agent = create(tx, &new)?;
                if able(number) {
                    lease::hear(tx, agent.0, Uuid::from_u64_pair(1, number as u64), None, now)?;
                }
                made.push(agent);
            }
            Ok(made)
        })
    }

    fn make_accounts(&mut self, agents: &[UserId]) -> Result<()> {
        let count = self.size.accounts;
        self.write(|tx| {
            for (number, owner) in (0..count).zip(agents.iter().cycle()) {
                let id = NamedAccountId(Uuid::from_u64_pair(2, number as u64));
                let (name, domain) = (format!("Company {number}"), format!("company{number}.example"));
                named_account::put(tx, &NamedAccount { id, name, domain, owner: *owner })?;
            }
            Ok(())
        })
    }

    fn make_rules(&mut self, agents: &[UserId]) -> Result<()> {
        let attribute = interest()?;
        for number in 0..self.size.rules {
            let some: Vec<UserId> = agents
                .iter()
                .cycle()
                .skip(number * PER_RULE / 2)
                .step_by(3)
                .take(PER_RULE)
                .copied()
                .collect();
            let operator = Operator::Is(interest_of(number));
            let wanted = custom_rules::Wanted {
                name: format!("Rule {number}"),
                description: String::new(),
                enabled: true,
                criteria: Some(Criteria::Test(Test { attribute: attribute.clone(), operator })),
                agents: some,
                teams: Vec::new(),
            };
            self.write(|tx| custom_rules::create(tx, None, &wanted))?;
        }
        Ok(())
    }

    /// So many decisions; how long each took, the quickest first.
    fn decide(&mut self, count: usize) -> Result<Vec<Duration>> {
        let mut took = Vec::with_capacity(count);
        for _ in 0..count {
            self.asked += 1;
            let rule = (self.asked * 7) % self.size.rules;
            let (visitor, conversation) = self.visitor()?;
            self.answer(visitor, conversation, "talk", &format!("v{}@nowhere.example", self.asked))?;
            let begin = Instant::now();
            self.answer(visitor, conversation, "interest", &interest_of(rule))?;
            took.push(begin.elapsed());
            let stored = self.write(|tx| Ok(repo::conversation::find(tx, conversation)?))?;
            ensure!(stored.is_some_and(|stored| stored.state.live().is_some()), "nobody was asked for");
            let (rules, sender) = (self.rules.clone(), self.sender(visitor));
            // Whoever was offered it is free again for the next; the fallback has nothing to cancel.
            let _ = self.write(|tx| visitor::cancel(tx, &rules, visitor, sender, conversation));
        }
        took.sort_unstable();
        Ok(took)
    }

    fn sender(&mut self, visitor: VisitorId) -> Sender {
        self.seed += 1;
        Sender { party: visitor.0, client_id: ClientId(Uuid::from_u64_pair(3, self.seed)) }
    }

    /// A visitor who has opened the window.
    fn visitor(&mut self) -> Result<(VisitorId, ConversationId)> {
        let token = self.write(make_visitor)?;
        let hash = token::hash(&token).context("a token has a hash")?;
        let visitor = self.write(|tx| repo::visitor::find_by_token(tx, &hash)?.ok_or(AppError::NotFound))?;
        let (rules, dialogue, sender) = (self.rules.clone(), self.dialogue, self.sender(visitor));
        let opened = self.write(|tx| visitor::open(tx, &rules, visitor, sender, dialogue, PAGE))?;
        Ok((visitor, opened.conversation))
    }

    fn answer(&mut self, visitor: VisitorId, id: ConversationId, card: &str, text: &str) -> Result<()> {
        let (rules, sender) = (self.rules.clone(), self.sender(visitor));
        let (card, answer) = (CardId(card.to_owned()), Answer::Value(text.to_owned()));
        self.write(|tx| visitor::answer(tx, &rules, visitor, sender, id, &card, &answer))?;
        Ok(())
    }
}
