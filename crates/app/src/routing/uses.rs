//! What routes to a team or to a user: told before the one is deleted, the other deactivated.

use frontdesk_domain::ids::{TeamId, UserId};
use frontdesk_domain::stream::check::RouteTargets;
use frontdesk_store::Tx;
use frontdesk_store::repo::{account, conversation, dialogue, named_account, routing_rule, team};

use crate::AppError;

/// What sends visitors to a team.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uses {
    /// Rules that name it.
    pub rules: Vec<String>,
    /// Published dialogues with a live chat card that routes to it.
    pub dialogues: Vec<String>,
}

/// What sends visitors to a team.
pub fn of_team(tx: &mut Tx<'_>, id: TeamId) -> Result<Uses, AppError> {
    let mut uses = Uses::default();
    for rule in routing_rule::naming(tx, id)? {
        uses.rules.extend(routing_rule::find(tx, rule)?.map(|rule| rule.name));
    }
    uses.dialogues = routing_to(tx, |targets| targets.teams.contains(&id))?;
    Ok(uses)
}

/// What sends visitors to a user, and what they hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UserUses {
    /// Teams they are in.
    pub teams: Vec<String>,
    /// Rules that name them.
    pub rules: Vec<String>,
    /// Published dialogues with a live chat card that routes to them.
    pub dialogues: Vec<String>,
    /// How many companies of account routing they own.
    pub accounts: u64,
    /// How many live chats they hold.
    pub chats: u32,
}

/// What sends visitors to a user, and what they hold.
pub fn of_user(tx: &mut Tx<'_>, id: UserId) -> Result<UserUses, AppError> {
    account::find(tx, id)?.ok_or(AppError::NotFound)?;
    let mut rules = Vec::new();
    for rule in routing_rule::naming_agent(tx, id)? {
        rules.extend(routing_rule::find(tx, rule)?.map(|rule| rule.name));
    }
    Ok(UserUses {
        teams: team::of_agent(tx, id)?.into_iter().map(|team| team.name).collect(),
        rules,
        dialogues: routing_to(tx, |targets| targets.agents.contains(&id))?,
        accounts: named_account::owned_by(tx, id)?,
        chats: conversation::held(tx, id)?,
    })
}

/// The published dialogues that route to something.
fn routing_to(tx: &mut Tx<'_>, wanted: impl Fn(&RouteTargets) -> bool) -> Result<Vec<String>, AppError> {
    let mut names = Vec::new();
    for published in dialogue::published(tx)? {
        let stream = dialogue::stream(tx, published.version)?;
        if stream.is_some_and(|stream| wanted(&RouteTargets::of(&stream))) {
            names.push(published.name);
        }
    }
    Ok(names)
}
