//! The routes of a live chat card, and account routing before them: who is asked, and in which order.

use frontdesk_app::routing::{accounts, custom_rules, settings, teams};
use frontdesk_app::{AdminRefusal, AppError, agent, visitor};
use frontdesk_domain::attribute::{Attribute, Values};
use frontdesk_domain::conversation::fact::{Body, Fact};
use frontdesk_domain::ids::{RuleId, TeamId, UserId};
use frontdesk_domain::rich_text::{Block, BlockKind, Span};
use frontdesk_domain::routing::{GENERAL_RING, Settings, TraceLine, Verdict};
use frontdesk_domain::stream::run::Answer;
use frontdesk_domain::targeting::Criteria;
use frontdesk_domain::targeting::criteria::{Operator, Test};
use frontdesk_store::repo::{ring, routing};
use frontdesk_testkit::world::{Browser, World};
use serde_json::{Value, json};

crate::laws!(
    route_1_the_owner_of_the_visitors_company_is_asked_first_and_costs_no_try,
    route_1_an_owner_who_cannot_take_it_is_passed_over_and_not_asked_again,
    route_1_a_domain_below_the_accounts_is_the_accounts,
    route_2_a_ring_moves_only_by_offers_made_through_it,
    route_3_that_one_agent_and_then_the_fallback,
    route_4_rules_form_one_list_in_order_of_priority,
    route_4_who_qualifies_for_no_rule_falls_back_at_once,
    route_4_a_disabled_rule_is_not_gone_through,
    route_4_a_rules_ring_follows_its_teams,
    route_5_a_team_is_asked_in_its_own_ring_with_two_tries,
    route_8_a_team_that_does_not_accept_leads_to_exactly_one_further_offer,
    route_8_a_rules_route_leads_to_exactly_one_further_offer,
    route_8_nobody_is_asked_twice_by_the_further_offer,
    route_9_a_deleted_team_leads_to_the_fallback,
    route_9_the_admins_own_words_keep_their_form_in_the_log,
    route_1_without_an_email_the_inferred_company_leads_to_the_owner,
    target_2_rules_and_branches_go_by_where_the_address_is,
    route_11_the_trace_tells_which_criteria_are_false,
    a_blocked_domain_never_reaches_an_agent,
    what_was_known_is_kept_beside_the_request,
    a_change_of_rules_is_followed_by_the_next_decision,
    a_team_with_the_name_of_another_is_refused,
    moving_within_a_ring_keeps_whose_turn_it_is,
);

/// Publishes: an e-mail, an interest, then a live chat card with this route.
pub(super) fn card(world: &World, route: &Value, tries: Option<u8>) {
    let mut live = json!({ "kind": "live_chat", "id": "live", "route": route });
    if let Some(tries) = tries {
        live["tries"] = tries.into();
    }
    world.dialogue(&json!([
        { "kind": "capture", "id": "talk", "text": "E-mail?", "input": "email", "attribute": "person.email",
          "next": "interest" },
        { "kind": "question", "id": "interest", "text": "What?", "attribute": "person.interest",
          "choices": [{ "label": "Sales", "next": "live" }, { "label": "Support", "next": "live" }] },
        live,
    ]));
}

/// A visitor with an e-mail and an interest asks for an agent.
pub(super) fn asks(world: &mut World, email: &str, interest: usize) -> Browser {
    let browser = world.visitor();
    world.answer(&browser, "talk", Answer::Value(email.into())).expect("answered");
    world.answer(&browser, "interest", Answer::Choice(interest)).expect("answered");
    browser
}

pub(super) fn team(world: &World, name: &str, agents: &[UserId]) -> TeamId {
    let (name, agents) = (name.to_owned(), agents.to_vec());
    world.write(move |tx| teams::create(tx, None, &name, &agents)).expect("a team")
}

pub(super) fn wanted(
    name: &str,
    interest: Option<&str>,
    agents: &[UserId],
    teams: &[TeamId],
) -> custom_rules::Wanted {
    let attribute = Attribute::parse("person.interest").expect("a name");
    custom_rules::Wanted {
        name: name.into(),
        description: String::new(),
        enabled: true,
        criteria: interest.map(|is| Criteria::Test(Test { attribute, operator: Operator::Is(is.into()) })),
        agents: agents.to_vec(),
        teams: teams.to_vec(),
    }
}

pub(super) fn rule(world: &World, wanted: custom_rules::Wanted) -> RuleId {
    world.write(move |tx| custom_rules::create(tx, None, &wanted)).expect("a rule")
}

pub(super) fn account(world: &World, domain: &str, owner: UserId) {
    let wanted = accounts::Wanted { name: "Acme".into(), domain: domain.into(), owner };
    world.write(move |tx| accounts::create(tx, None, &wanted)).expect("an account");
}

fn expire(world: &mut World) {
    world.pass_seconds(100);
}

/// The trace of the last decision.
fn trace(world: &World, browser: &Browser) -> Vec<TraceLine> {
    let log = world.log(browser);
    let traces = log.iter().rev().find_map(|logged| match &logged.entry.fact {
        Fact::Offered { trace, .. } | Fact::FellBack { trace } => Some(trace.lines.clone()),
        _ => None,
    });
    traces.expect("a decision")
}

fn route_1_the_owner_of_the_visitors_company_is_asked_first_and_costs_no_try(world: &mut World) {
    card(world, &json!("round_robin"), None);
    world.agent("Anna");
    let olga = world.agent("Olga");
    account(world, "acme.example", olga);
    let browser = asks(world, "pia@acme.example", 0);
    world.check(&browser, &["offered to Olga"]);
    world.decline(&browser, olga).expect("declined");
    world.check(&browser, &["offered to Olga", "declined by Olga", "offered to Anna"]);
    let other = asks(world, "pia@other.example", 0);
    world.check(&other, &["offered to Olga"]);
    assert_eq!(trace(world, &other)[0], TraceLine::NoAccount { company: "other.example".into() });
}

fn route_1_an_owner_who_cannot_take_it_is_passed_over_and_not_asked_again(world: &mut World) {
    card(world, &json!("round_robin"), Some(2));
    let (anna, olga) = (world.agent("Anna"), world.agent("Olga"));
    world.agent("Ben");
    account(world, "acme.example", olga);
    world.set_available(olga, false);
    let browser = asks(world, "pia@acme.example", 0);
    world.check(&browser, &["offered to Anna"]);
    let told = trace(world, &browser);
    assert!(matches!(&told[0], TraceLine::Account { name, owner, .. } if name == "Acme" && *owner == olga));
    assert_eq!(told[1], TraceLine::Agent { agent: olga, verdict: Verdict::NotAvailable });
    world.set_available(olga, true);
    world.decline(&browser, anna).expect("declined");
    // Olga is next in the ring as anybody else is.
    world.check(&browser, &["offered to Anna", "declined by Anna", "offered to Olga"]);
    assert!(!trace(world, &browser).iter().any(|line| matches!(line, TraceLine::Account { .. })));
}

fn route_1_a_domain_below_the_accounts_is_the_accounts(world: &mut World) {
    card(world, &json!("round_robin"), None);
    world.agent("Anna");
    let olga = world.agent("Olga");
    account(world, "acme.example", olga);
    let below = asks(world, "pia@mail.eu.ACME.example", 0);
    world.check(&below, &["offered to Olga"]);
    let beside = asks(world, "pia@notacme.example", 0);
    world.check(&beside, &["offered to Anna"]);
}

fn route_2_a_ring_moves_only_by_offers_made_through_it(world: &mut World) {
    let (anna, ben) = (world.agent("Anna"), world.agent("Ben"));
    let sales = team(world, "Sales", &[anna, ben]);
    card(world, &json!({ "team": sales.to_string() }), None);
    for name in ["Anna", "Ben", "Anna"] {
        let browser = asks(world, "pia@x.example", 0);
        world.check(&browser, &[&format!("offered to {name}")]);
    }
    let positions = move |tx: &mut frontdesk_store::Tx<'_>| {
        Ok((ring::position(tx, GENERAL_RING)?, ring::position(tx, sales.into())?))
    };
    let (general, sales) = world.write(positions).expect("positions");
    assert_eq!(general, 0, "the general ring has not moved");
    assert!(sales > 0, "the team's has");
}

fn route_3_that_one_agent_and_then_the_fallback(world: &mut World) {
    let anna = world.agent("Anna");
    world.agent("Ben");
    card(world, &json!({ "agent": anna.to_string() }), None);
    let browser = asks(world, "pia@x.example", 0);
    world.check(&browser, &["offered to Anna"]);
    world.decline(&browser, anna).expect("declined");
    let fallback = ["offered to Anna", "declined by Anna", "fell back", "ended: FellBack", "completed"];
    world.check(&browser, &fallback);
    world.write(move |tx| agent::deactivate(tx, anna)).expect("deactivated");
    let browser = asks(world, "pia@y.example", 0);
    world.check(&browser, &["fell back", "ended: FellBack", "completed"]);
}

fn route_4_rules_form_one_list_in_order_of_priority(world: &mut World) {
    let agents = [world.agent("Anna"), world.agent("Ben"), world.agent("Cleo"), world.agent("Dan")];
    card(world, &json!("rules"), Some(3));
    let everybody = rule(world, wanted("Everybody", None, &agents[3..], &[]));
    rule(world, wanted("Support", Some("Support"), &agents[2..3], &[]));
    let sales = rule(world, wanted("Sales", Some("Sales"), &agents[..2], &[]));
    world.write(move |tx| custom_rules::put_after(tx, None, sales, None)).expect("moved");
    let browser = asks(world, "pia@x.example", 0);
    for (agent, expected) in [(agents[0], "offered to Anna"), (agents[1], "offered to Ben")] {
        assert_eq!(world.transcript(&browser).last().map(String::as_str), Some(expected));
        world.decline(&browser, agent).expect("declined");
    }
    assert_eq!(world.transcript(&browser).last().map(String::as_str), Some("offered to Dan"));
    let told = trace(world, &browser);
    let rings: Vec<&str> = told
        .iter()
        .filter_map(|line| match line {
            TraceLine::RuleRing { name, .. } => Some(name.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(rings, ["Sales", "Everybody"]);
    world.write(move |tx| custom_rules::delete(tx, None, everybody)).expect("deleted");
}

fn route_4_who_qualifies_for_no_rule_falls_back_at_once(world: &mut World) {
    let anna = world.agent("Anna");
    card(world, &json!("rules"), None);
    rule(world, wanted("Support", Some("Support"), &[anna], &[]));
    let browser = asks(world, "pia@x.example", 0);
    world.check(&browser, &["fell back", "ended: FellBack", "completed"]);
    assert!(trace(world, &browser).contains(&TraceLine::NoRule));
}

fn route_4_a_disabled_rule_is_not_gone_through(world: &mut World) {
    let (anna, ben) = (world.agent("Anna"), world.agent("Ben"));
    card(world, &json!("rules"), None);
    rule(world, custom_rules::Wanted { enabled: false, ..wanted("First", None, &[anna], &[]) });
    rule(world, wanted("Second", None, &[ben], &[]));
    let browser = asks(world, "pia@x.example", 0);
    world.check(&browser, &["offered to Ben"]);
}

fn route_4_a_rules_ring_follows_its_teams(world: &mut World) {
    let (anna, ben) = (world.agent("Anna"), world.agent("Ben"));
    card(world, &json!("rules"), None);
    let sales = team(world, "Sales", &[anna]);
    rule(world, wanted("Everybody", None, &[], &[sales]));
    let first = asks(world, "pia@x.example", 0);
    world.check(&first, &["offered to Anna"]);
    world.write(move |tx| teams::update(tx, None, sales, "Sales", &[ben])).expect("changed");
    for email in ["pia@y.example", "pia@z.example"] {
        let browser = asks(world, email, 0);
        world.check(&browser, &["offered to Ben"]);
    }
}

fn route_5_a_team_is_asked_in_its_own_ring_with_two_tries(world: &mut World) {
    world.agent("Anna");
    let (ben, cleo) = (world.agent("Ben"), world.agent("Cleo"));
    let sales = team(world, "Sales", &[cleo, ben]);
    card(world, &json!({ "team": sales.to_string() }), None);
    let browser = asks(world, "pia@x.example", 0);
    world.decline(&browser, cleo).expect("declined");
    world.check(&browser, &["offered to Cleo", "declined by Cleo", "offered to Ben"]);
}

fn route_8_a_team_that_does_not_accept_leads_to_exactly_one_further_offer(world: &mut World) {
    world.agent("Anna");
    world.agent("Ben");
    let (cleo, dan) = (world.agent("Cleo"), world.agent("Dan"));
    let sales = team(world, "Sales", &[cleo, dan]);
    card(world, &json!({ "team": sales.to_string() }), None);
    let browser = asks(world, "pia@x.example", 0);
    for _ in 0..3 {
        expire(world);
    }
    let expected = [
        "offered to Cleo",
        "expired",
        "offered to Dan",
        "expired",
        "offered to Anna",
        "expired",
        "fell back",
        "ended: FellBack",
        "completed",
    ];
    world.check(&browser, &expected);
}

fn route_8_a_rules_route_leads_to_exactly_one_further_offer(world: &mut World) {
    let (anna, ben) = (world.agent("Anna"), world.agent("Ben"));
    world.agent("Cleo");
    card(world, &json!("rules"), None);
    rule(world, wanted("Everybody", None, &[ben], &[]));
    let browser = asks(world, "pia@x.example", 0);
    world.decline(&browser, ben).expect("declined");
    world.decline(&browser, anna).expect("declined");
    let expected = [
        "offered to Ben",
        "declined by Ben",
        "offered to Anna",
        "declined by Anna",
        "fell back",
        "ended: FellBack",
        "completed",
    ];
    world.check(&browser, &expected);
}

fn route_8_nobody_is_asked_twice_by_the_further_offer(world: &mut World) {
    let anna = world.agent("Anna");
    let sales = team(world, "Sales", &[anna]);
    card(world, &json!({ "team": sales.to_string() }), None);
    let browser = asks(world, "pia@x.example", 0);
    world.decline(&browser, anna).expect("declined");
    let expected = ["offered to Anna", "declined by Anna", "fell back", "ended: FellBack", "completed"];
    world.check(&browser, &expected);
}

fn route_9_a_deleted_team_leads_to_the_fallback(world: &mut World) {
    let anna = world.agent("Anna");
    let sales = team(world, "Sales", &[anna]);
    card(world, &json!({ "team": sales.to_string() }), None);
    world.write(move |tx| teams::delete(tx, None, sales)).expect("deleted");
    let browser = asks(world, "pia@x.example", 0);
    world.check(&browser, &["fell back", "ended: FellBack", "completed"]);
    assert!(trace(world, &browser).contains(&TraceLine::TargetGone));
}

fn route_9_the_admins_own_words_keep_their_form_in_the_log(world: &mut World) {
    let anna = world.agent("Anna");
    card(world, &json!("round_robin"), None);
    let bold = Span { text: "Back at nine.".into(), bold: true, ..Span::default() };
    let here = Span { text: "here".into(), link: Some("https://x.example/hours".into()), ..Span::default() };
    let blocks = vec![
        Block { kind: BlockKind::Paragraph, lines: vec![vec![bold]] },
        Block { kind: BlockKind::Bullets, lines: vec![vec![here]] },
    ];
    let wanted = blocks.clone();
    let set = world.write(move |tx| settings::set_fallback(tx, None, Some(wanted.clone()), false));
    let own = set.expect("set").message.expect("own words");
    assert_eq!(own.blocks(), blocks);
    let browser = asks(world, "pia@nobody.example", 0);
    world.decline(&browser, anna).expect("declined");
    let log = world.log(&browser);
    let told = log.iter().find(|l| matches!(l.entry.fact, Fact::FellBack { .. })).expect("a fallback");
    assert_eq!(told.entry.text(), "Back at nine.\n• here (https://x.example/hours)");
    assert_eq!(told.entry.body, Some(Body::Rich(own.into())));
}

fn route_11_the_trace_tells_which_criteria_are_false(world: &mut World) {
    let (anna, ben) = (world.agent("Anna"), world.agent("Ben"));
    card(world, &json!("rules"), None);
    let support = rule(world, wanted("Support", Some("Support"), &[anna], &[]));
    let sales = rule(world, wanted("Sales", Some("Sales"), &[ben], &[]));
    let browser = asks(world, "pia@x.example", 0);
    let told = trace(world, &browser);
    let Some(Criteria::Test(test)) = wanted("", Some("Support"), &[], &[]).criteria else { panic!("a test") };
    let expected = [
        TraceLine::NoAccount { company: "x.example".into() },
        TraceLine::Rule { rule: support, name: "Support".into(), because: vec![test] },
        TraceLine::Rule { rule: sales, name: "Sales".into(), because: vec![] },
        TraceLine::RuleRing { rule: sales, name: "Sales".into() },
        TraceLine::Agent { agent: ben, verdict: Verdict::Offered },
    ];
    assert_eq!(told, expected);
}

fn a_blocked_domain_never_reaches_an_agent(world: &mut World) {
    world.agent("Anna");
    card(world, &json!("round_robin"), None);
    let settings = Settings { blocked: vec!["spam.example".into()], ..Settings::default() };
    world.write(move |tx| Ok(routing::put(tx, &settings)?)).expect("set");
    let browser = asks(world, "bot@mail.spam.example", 0);
    world.check(&browser, &["fell back", "ended: FellBack", "completed"]);
    assert_eq!(trace(world, &browser), [TraceLine::Blocked { domain: "spam.example".into() }]);
    let other = asks(world, "pia@x.example", 0);
    world.check(&other, &["offered to Anna"]);
}

fn what_was_known_is_kept_beside_the_request(world: &mut World) {
    world.agent("Anna");
    card(world, &json!("round_robin"), None);
    let browser = asks(world, "pia@x.example", 1);
    let id = browser.conversation;
    let known = world.write(move |tx| Ok(routing::known(tx, id)?)).expect("read");
    let interest = Attribute::parse("person.interest").expect("a name");
    assert_eq!(known.len(), 1);
    assert_eq!(known[0].1.get(&interest), Some("Support"));
    assert_eq!(known[0].1.get(&Attribute::email()), Some("pia@x.example"));
}

/// A visitor whose address tells this comes in, and begins.
fn from_somewhere(world: &mut World, told: &[(&str, &str)]) -> Browser {
    let browser = world.visitor();
    let named = |(name, value): &(&str, &str)| (Attribute::parse(name).expect("a name"), (*value).to_owned());
    let (who, inferred): (_, Values) = (browser.visitor, told.iter().map(named).collect());
    world.write(move |tx| visitor::keep_inferred(tx, who, &inferred)).expect("kept");
    browser
}

fn route_1_without_an_email_the_inferred_company_leads_to_the_owner(world: &mut World) {
    let (_anna, ben) = (world.agent("Anna"), world.agent("Ben"));
    account(world, "acme.example", ben);
    world.live_chat(1);
    for (company, expected) in [("ACME", "offered to Ben"), ("Other", "offered to Anna")] {
        let browser = from_somewhere(world, &[("inferred.company", company)]);
        world.answer(&browser, "talk", Answer::Choice(0)).expect("asked");
        world.check(&browser, &[expected]);
    }
}

fn target_2_rules_and_branches_go_by_where_the_address_is(world: &mut World) {
    let anna = world.agent("Anna");
    let attribute = Attribute::parse("inferred.country").expect("a name");
    let nordic = Operator::In(vec!["SE".into(), "NO".into()]);
    let criteria = Some(Criteria::Test(Test { attribute, operator: nordic }));
    rule(world, custom_rules::Wanted { criteria, ..wanted("Nordic", None, &[anna], &[]) });
    world.dialogue(&json!([
        { "kind": "question", "id": "talk", "text": "Talk?", "choices": [{ "label": "Yes", "next": "where" }] },
        { "kind": "condition", "id": "where", "otherwise": "live", "branches": [
            { "label": "German", "next": "german",
              "criteria": { "test": { "attribute": "inferred.country", "operator": { "is": "DE" } } } } ] },
        { "kind": "message", "id": "german", "text": "Guten Tag!", "next": "live" },
        { "kind": "live_chat", "id": "live", "route": "rules" },
    ]));
    let swedish = from_somewhere(world, &[("inferred.country", "SE"), ("inferred.city", "Malmö")]);
    world.answer(&swedish, "talk", Answer::Choice(0)).expect("asked");
    world.check(&swedish, &["offered to Anna"]);
    let german = from_somewhere(world, &[("inferred.country", "DE")]);
    world.answer(&german, "talk", Answer::Choice(0)).expect("asked");
    world.check(&german, &["fell back", "ended: FellBack", "completed"]);
    let said = world
        .log(&german)
        .iter()
        .any(|logged| matches!(&logged.entry.fact, Fact::BotSaid { card } if card.0 == "german"));
    assert!(said, "the branch goes by the country");
    let id = german.conversation;
    let known = world.write(move |tx| Ok(routing::known(tx, id)?)).expect("read");
    assert_eq!(known[0].1.get(&Attribute::parse("inferred.country").expect("a name")), Some("DE"));
}

fn a_change_of_rules_is_followed_by_the_next_decision(world: &mut World) {
    let (anna, ben) = (world.agent("Anna"), world.agent("Ben"));
    card(world, &json!("rules"), None);
    let id = rule(world, wanted("Everybody", None, &[anna], &[]));
    let first = asks(world, "pia@x.example", 0);
    world.check(&first, &["offered to Anna"]);
    let sales_only = wanted("Sales", Some("Sales"), &[ben], &[]);
    world.write(move |tx| custom_rules::update(tx, None, id, &sales_only)).expect("changed");
    let second = asks(world, "pia@y.example", 0);
    world.check(&second, &["offered to Ben"]);
    let third = asks(world, "pia@z.example", 1);
    world.check(&third, &["fell back", "ended: FellBack", "completed"]);
}

fn a_team_with_the_name_of_another_is_refused(world: &mut World) {
    team(world, "Sales", &[]);
    let same = world.write(|tx| teams::create(tx, None, " sales ", &[]));
    assert!(matches!(same, Err(AppError::Admin(AdminRefusal::Taken(_)))), "{same:?}");
    let unknown = UserId(uuid::Uuid::from_u128(7));
    let nobody = world.write(move |tx| teams::create(tx, None, "Support", &[unknown]));
    assert!(matches!(nobody, Err(AppError::Invalid(_))), "{nobody:?}");
}

fn moving_within_a_ring_keeps_whose_turn_it_is(world: &mut World) {
    let agents = [world.agent("Anna"), world.agent("Ben"), world.agent("Cleo"), world.agent("Dan")];
    let sales = team(world, "Sales", &agents);
    card(world, &json!({ "team": sales.to_string() }), None);
    let first = asks(world, "pia@x.example", 0);
    world.check(&first, &["offered to Anna"]);
    // The next is Ben, wherever he stands.
    let order = [agents[3], agents[1], agents[2], agents[0]];
    world.write(move |tx| teams::update(tx, None, sales, "Sales", &order)).expect("changed");
    for name in ["Ben", "Cleo", "Anna", "Dan"] {
        let browser = asks(world, "pia@x.example", 0);
        world.check(&browser, &[&format!("offered to {name}")]);
    }
    // The general ring comes to Anna, wherever she is put.
    let (anna, cleo) = (agents[0], agents[2]);
    world.done(move |tx, rules| {
        let page = frontdesk_app::routing::agents::list(tx, rules, "", i64::MIN)?;
        assert_eq!(page.iter().find(|agent| agent.next).map(|agent| agent.account.id), Some(anna));
        frontdesk_app::routing::agents::put_after(tx, None, anna, Some(cleo))?;
        let page = frontdesk_app::routing::agents::list(tx, rules, "", i64::MIN)?;
        let names: Vec<(&str, bool)> =
            page.iter().map(|agent| (agent.account.name.as_str(), agent.next)).collect();
        assert_eq!(names, [("Ben", false), ("Cleo", false), ("Anna", true), ("Dan", false)]);
        Ok(())
    });
}
