//! Whom a request may still be offered to, in order (`ROUTE-1` to `ROUTE-8`).

use serde::{Deserialize, Serialize};

use super::rule::Weighed;
use super::{GENERAL_RING, TraceLine};
use crate::conversation::fact::OfferWhy;
use crate::conversation::state::Request;
use crate::ids::{NamedAccountId, RingId, UserId};
use crate::stream::Route;

/// How far the search of a request has come. It never goes back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Everything is still to come, account routing first (`ROUTE-1`).
    #[default]
    Account,
    /// The card's own route (`ROUTE-7`).
    Route,
    /// The one offer by the general ring was made (`ROUTE-8`).
    Over,
}

impl Stage {
    /// How far the search has come with an offer.
    #[must_use]
    pub fn after(self, offer: OfferWhy) -> Self {
        match offer {
            OfferWhy::LastAgent => self,
            OfferWhy::Account | OfferWhy::Route => self.max(Self::Route),
            OfferWhy::General => Self::Over,
        }
    }
}

/// A company on the list of account routing, with its owner (`ROUTE-1`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnedAccount {
    /// The company on the list.
    pub account: NamedAccountId,
    /// Its name.
    pub name: String,
    /// Who owns it.
    pub owner: UserId,
}

/// What of the configuration concerns a visitor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matched {
    /// Their company, where it is on the list.
    pub account: Option<OwnedAccount>,
    /// The rules, as they were weighed; only a rules route asks for them.
    pub rules: Vec<Weighed>,
    /// The name of the card's team; `None` where it is deleted, or the route is another.
    pub team: Option<String>,
}

/// Whom a leg asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pool {
    /// One agent.
    One(UserId),
    /// The next of a ring (`ROUTE-2`).
    Ring(RingId),
}

/// A part of a request's way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leg {
    /// Why somebody on it is offered the chat.
    pub why: OfferWhy,
    /// Whom it asks.
    pub pool: Pool,
    /// What the trace says of it.
    pub line: TraceLine,
}

/// Whom a request may still be offered to, in order, and what the trace says of legs that there are not.
pub fn legs(request: &Request, matched: &Matched) -> (Vec<Leg>, Vec<TraceLine>) {
    let mut legs = Vec::new();
    if request.wait_over {
        return (legs, vec![TraceLine::WaitOver]);
    }
    let mut add = |why, pool, line| legs.push(Leg { why, pool, line });
    if let Some(agent) = request.first {
        add(OfferWhy::LastAgent, Pool::One(agent), TraceLine::LastAgent);
    }
    if request.stage == Stage::Account
        && let Some(OwnedAccount { account, name, owner }) = &matched.account
    {
        let line = TraceLine::Account { account: *account, name: name.clone(), owner: *owner };
        add(OfferWhy::Account, Pool::One(*owner), line);
    }
    let mut missing = Vec::new();
    if request.stage < Stage::Over {
        let route = own_route(request.plan.route, matched);
        let is_gone = route.is_empty();
        if is_gone {
            missing.push(match request.plan.route {
                Route::Rules => TraceLine::NoRule,
                _ => TraceLine::TargetGone,
            });
        } else if request.tries_left == 0 {
            missing.push(TraceLine::NoTriesLeft);
        } else {
            for (pool, line) in route {
                add(OfferWhy::Route, pool, line);
            }
        }
        let further = matches!(request.plan.route, Route::Rules | Route::Team(_)) && !is_gone;
        if further && !request.transfer {
            add(OfferWhy::General, Pool::Ring(GENERAL_RING), TraceLine::General);
        }
    }
    (legs, missing)
}

/// The card's own route. Without any leg where its target is deleted or no rule qualifies (`ROUTE-4`).
fn own_route(route: Route, matched: &Matched) -> Vec<(Pool, TraceLine)> {
    match route {
        Route::RoundRobin => vec![(Pool::Ring(GENERAL_RING), TraceLine::Ring)],
        Route::Agent(agent) => vec![(Pool::One(agent), TraceLine::Chosen { agent })],
        Route::Team(team) => matched
            .team
            .iter()
            .map(|name| (Pool::Ring(team.into()), TraceLine::Team { team, name: name.clone() }))
            .collect(),
        Route::Rules => matched
            .rules
            .iter()
            .filter(|weighed| weighed.qualifies())
            .map(|Weighed { rule, name, .. }| {
                (Pool::Ring((*rule).into()), TraceLine::RuleRing { rule: *rule, name: name.clone() })
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::fact::Plan;
    use crate::ids::{RuleId, TeamId};
    use crate::stream::CardId;
    use uuid::Uuid;

    const OWNER: UserId = UserId(Uuid::from_u128(100));
    const LAST: UserId = UserId(Uuid::from_u128(101));
    const CHOSEN: UserId = UserId(Uuid::from_u128(102));
    const TEAM: TeamId = TeamId(Uuid::from_u128(200));

    fn request(route: Route, tries_left: u8, stage: Stage) -> Request {
        let plan = Plan { card: CardId("live".into()), route, tries: 2, everyone: false };
        Request { tries_left, stage, ..Request::new(&plan, None) }
    }

    fn rule(number: u128, fails: &[&str]) -> Weighed {
        let because = fails.iter().map(|name| super::super::rule::failing_test(name)).collect();
        Weighed { rule: RuleId(Uuid::from_u128(number)), name: format!("Rule {number}"), because }
    }

    fn matched(rules: Vec<Weighed>) -> Matched {
        let account = NamedAccountId(Uuid::from_u128(300));
        Matched {
            account: Some(OwnedAccount { account, name: "Acme".into(), owner: OWNER }),
            rules,
            team: Some("Sales".into()),
        }
    }

    /// `why:pool` of each leg.
    fn said((legs, missing): (Vec<Leg>, Vec<TraceLine>)) -> Vec<String> {
        let pool = |pool| match pool {
            Pool::One(OWNER) => "owner".into(),
            Pool::One(LAST) => "last".into(),
            Pool::One(_) => "chosen".into(),
            Pool::Ring(GENERAL_RING) => "general".into(),
            Pool::Ring(ring) if ring == TEAM.into() => "team".into(),
            Pool::Ring(ring) => format!("rule {}", ring.0.as_u128() - 400),
        };
        let legs = legs.iter().map(|leg| format!("{:?}:{}", leg.why, pool(leg.pool)));
        legs.chain(missing.iter().map(|line| format!("{line:?}"))).collect()
    }

    #[test]
    fn route_1_to_8_legs_stand_in_this_order() {
        let rules = || vec![rule(401, &[]), rule(402, &["person.interest"]), rule(403, &[])];
        let all = matched(rules());
        for (route, tries, stage, expected) in [
            (Route::RoundRobin, 1, Stage::Account, &["Account:owner", "Route:general"][..]),
            (Route::RoundRobin, 1, Stage::Route, &["Route:general"]),
            (Route::RoundRobin, 0, Stage::Route, &["NoTriesLeft"]),
            (Route::Agent(CHOSEN), 1, Stage::Account, &["Account:owner", "Route:chosen"]),
            (Route::Agent(CHOSEN), 0, Stage::Route, &["NoTriesLeft"]),
            (Route::Team(TEAM), 2, Stage::Account, &["Account:owner", "Route:team", "General:general"]),
            (Route::Team(TEAM), 1, Stage::Route, &["Route:team", "General:general"]),
            (Route::Team(TEAM), 0, Stage::Route, &["General:general", "NoTriesLeft"]),
            (Route::Team(TEAM), 0, Stage::Over, &[]),
            (Route::Team(TEAM), 2, Stage::Over, &[]),
            (
                Route::Rules,
                1,
                Stage::Account,
                &["Account:owner", "Route:rule 1", "Route:rule 3", "General:general"],
            ),
            (Route::Rules, 0, Stage::Route, &["General:general", "NoTriesLeft"]),
        ] {
            assert_eq!(
                said(legs(&request(route, tries, stage), &all)),
                expected,
                "{route:?} {tries} {stage:?}"
            );
        }
    }

    #[test]
    fn route_4_who_qualifies_for_no_rule_gets_no_further_offer() {
        let nobody = matched(vec![rule(401, &["person.interest"])]);
        assert_eq!(
            said(legs(&request(Route::Rules, 1, Stage::Account), &nobody)),
            ["Account:owner", "NoRule"]
        );
        assert_eq!(said(legs(&request(Route::Rules, 1, Stage::Route), &Matched::default())), ["NoRule"]);
    }

    #[test]
    fn route_8_a_deleted_team_leads_to_the_fallback() {
        let gone = Matched::default();
        assert_eq!(said(legs(&request(Route::Team(TEAM), 2, Stage::Account), &gone)), ["TargetGone"]);
    }

    #[test]
    fn route_13_a_chat_is_handed_to_its_target_and_to_nobody_else() {
        let handed = Request { transfer: true, ..request(Route::Team(TEAM), 2, Stage::Route) };
        assert_eq!(said(legs(&handed, &matched(Vec::new()))), ["Route:team"]);
        let spent = Request { tries_left: 0, ..handed };
        assert_eq!(said(legs(&spent, &matched(Vec::new()))), ["NoTriesLeft"]);
    }

    #[test]
    fn route_10_who_has_waited_for_long_enough_is_offered_to_nobody() {
        let over = Request { wait_over: true, ..request(Route::Team(TEAM), 2, Stage::Account) };
        assert_eq!(said(legs(&over, &matched(Vec::new()))), ["WaitOver"]);
    }

    #[test]
    fn route_17_the_last_agent_comes_before_the_owner_of_the_account() {
        let mut again = request(Route::RoundRobin, 1, Stage::Account);
        again.first = Some(LAST);
        assert_eq!(
            said(legs(&again, &matched(Vec::new()))),
            ["LastAgent:last", "Account:owner", "Route:general"]
        );
    }

    #[test]
    fn route_1_the_owner_is_asked_once_and_costs_no_leg() {
        assert_eq!(Stage::Account.after(OfferWhy::LastAgent), Stage::Account);
        assert_eq!(Stage::Account.after(OfferWhy::Account), Stage::Route);
        assert_eq!(Stage::Account.after(OfferWhy::Route), Stage::Route);
        assert_eq!(Stage::Route.after(OfferWhy::General), Stage::Over);
        assert_eq!(Stage::Over.after(OfferWhy::Route), Stage::Over);
    }
}
