//! Mail: what is to be sent stands in the record beside what caused it, and is sent by a worker. A failing mail server touches
//! no chat (`ROUTE-9`).

use std::collections::BTreeSet;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use frontdesk_domain::ids::UserId;
use frontdesk_domain::permission::Permission;
use frontdesk_domain::routing::{Missed, MissedWhy};
use frontdesk_store::repo::mail::{self, About, Mail, Wanted};
use frontdesk_store::repo::missed::{self, Place};
use frontdesk_store::repo::{account, conversation};
use frontdesk_store::{Store, Tx};
use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;

use crate::frontdesk::Frontdesk;
use crate::rules::before;
use crate::{AppError, access, desk};

/// How often due mail is looked for.
const LOOK: Duration = Duration::from_secs(2);
/// How long a node has a mail for itself.
const CLAIMED: SignedDuration = SignedDuration::from_mins(5);
/// How long sending may take.
const WITHIN: Duration = Duration::from_mins(2);
/// After how many tries a mail is given up: the last comes some four hours after the first.
const MOST_TRIES: u32 = 10;
/// The longest pause between two tries.
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_hours(1);
/// How long a mail that was given up is kept for the operator to see.
const KEEP: SignedDuration = SignedDuration::from_hours(24 * 7);
/// How many are sent one after the other before the record is looked at again.
const AT_ONCE: u32 = 50;

/// A mail as it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The recipient's address.
    pub to: String,
    /// Their name.
    pub name: String,
    /// One line.
    pub subject: String,
    /// Plain text.
    pub text: String,
}

/// Why a mail was not sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It may be sent another time.
    Later(String),
    /// The server refuses it for good.
    Never(String),
}

/// What sending comes to.
pub type Sending<'a> = Pin<Box<dyn Future<Output = Result<(), Fault>> + Send + 'a>>;

/// What sends mail.
pub trait Mailer: Send + Sync {
    /// Sends one.
    fn send<'a>(&'a self, letter: &'a Letter) -> Sending<'a>;
}

/// How mail is sent from here.
#[derive(Clone)]
pub struct Post {
    /// What sends it.
    pub mailer: Arc<dyn Mailer>,
    /// Where browsers find the console, without a slash at the end.
    pub console: String,
}

/// Puts mail to those who should have got a request, and to those who want to hear of each, into the outbox, in the
/// transaction in which it is missed (`ROUTE-9`).
pub(crate) fn tell_missed(tx: &mut Tx<'_>, place: Place, missed: &Missed) -> Result<(), AppError> {
    // Who cancelled or is blocked was not to be served any more.
    if matches!(missed.why, MissedWhy::Cancelled | MissedWhy::Blocked) {
        return Ok(());
    }
    let mut told = BTreeSet::new();
    for agent in &missed.agents {
        if mail::wanted(tx, *agent)?.own {
            told.insert(*agent);
        }
    }
    for user in mail::want_all(tx)? {
        if may_want_all(tx, user)? {
            told.insert(user);
        }
    }
    for user in told {
        mail::put(tx, user, About::Missed { conversation: place.conversation, seq: place.seq })?;
    }
    Ok(())
}

/// Whether a user may hear of each missed request: who sees all conversations.
fn may_want_all(tx: &mut Tx<'_>, user: UserId) -> Result<bool, AppError> {
    let Some(account) = account::find(tx, user)? else { return Ok(false) };
    Ok(access::of(tx, &account)?.permissions.has(Permission::ViewAllConversations))
}

/// Sends what is due until told to stop.
pub(crate) async fn run(desk: &Frontdesk, mut stop: watch::Receiver<bool>) {
    let Some(post) = desk.post.clone() else { return };
    loop {
        if let Err(error) = send_due(&desk.store, &post).await {
            tracing::warn!(%error, "mail could not be sent; it is tried again");
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK) => {}
            _ = stop.changed() => return,
        }
    }
}

/// Sends what is due, one after the other; returns how many were sent. Each is sent by one node: another tries it only when this
/// one has not told within five minutes what became of it.
pub async fn send_due(store: &Store, post: &Post) -> Result<usize, AppError> {
    let due = store.read(|tx| Ok::<_, AppError>(mail::due(tx, AT_ONCE)?)).await?;
    let mut sent = 0;
    for one in due {
        let claim = move |tx: &mut Tx<'_>| {
            let until = tx.now().saturating_add(CLAIMED).unwrap_or(Timestamp::MAX);
            Ok::<_, AppError>(mail::claim(tx, &one, until)?)
        };
        if !store.write(claim).await? {
            continue;
        }
        let console = post.console.clone();
        let letter = store.read(move |tx| letter(tx, &one, &console)).await?;
        let told = match &letter {
            None => Ok(()),
            Some(letter) => tokio::time::timeout(WITHIN, post.mailer.send(letter))
                .await
                .unwrap_or_else(|_| Err(Fault::Later("the mail server took too long".to_owned()))),
        };
        sent += usize::from(letter.is_some() && told.is_ok());
        if let Err(Fault::Later(why) | Fault::Never(why)) = &told {
            tracing::warn!(%why, tries = one.tries + 1, "a mail was not sent");
        }
        store.write(move |tx| note(tx, &one, told.clone())).await?;
    }
    Ok(sent)
}

/// Notes what became of a mail.
fn note(tx: &mut Tx<'_>, mail: &Mail, told: Result<(), Fault>) -> Result<(), AppError> {
    match told {
        Ok(()) => mail::sent(tx, mail.id)?,
        Err(Fault::Never(why)) => mail::failed(tx, mail.id, None, &why)?,
        Err(Fault::Later(why)) => {
            let again = tx.now().saturating_add(pause(mail.tries)).unwrap_or(Timestamp::MAX);
            mail::failed(tx, mail.id, (mail.tries + 1 < MOST_TRIES).then_some(again), &why)?;
        }
    }
    let oldest = before(tx.now(), KEEP);
    mail::forget(tx, oldest)?;
    Ok(())
}

/// After how many seconds a mail that was tried so often before is tried again: a minute, then twice as long each time.
fn pause(tries: u32) -> SignedDuration {
    SignedDuration::from_mins(1).saturating_mul(1 << tries.min(16)).min(LONGEST_PAUSE)
}

/// A mail as it is sent; `None` where its matter or its recipient is gone.
fn letter(tx: &mut Tx<'_>, mail: &Mail, console: &str) -> Result<Option<Letter>, AppError> {
    let About::Missed { conversation, seq } = mail.about;
    let Some(account) = account::find(tx, mail.to)?.filter(|account| account.active) else { return Ok(None) };
    let Some((place, missed)) = missed::find(tx, conversation, seq)? else { return Ok(None) };
    let Some(stored) = conversation::find(tx, conversation)? else { return Ok(None) };
    let who = desk::who(tx, stored.visitor, &stored.page)?;
    let name = who.name.as_deref().or(who.email.as_deref()).map_or_else(|| "A visitor".to_owned(), one_line);
    let reason = reason(missed.why);
    let email = who.email.as_deref().map_or(String::new(), |email| format!("E-mail: {}\n", one_line(email)));
    let (at, page) = (place.at.strftime("%Y-%m-%d %H:%M"), one_line(&stored.page));
    let text = format!(
        "{name} asked for a person and got none: {reason}.\n\nWhen: {at} UTC\n{email}Page: {page}\n\n\
         Conversation: {console}/conversations/{conversation}\n\
         Whether you get such mail is set in your profile: {console}/settings/me\n"
    );
    let subject = format!("Missed: {name} ({reason})");
    Ok(Some(Letter { to: account.email, name: one_line(&account.name), subject, text }))
}

/// A mail to see whether mail works.
pub fn test_letter(to: String, name: &str) -> Letter {
    let text = "This is a test. Mail from Frontdesk reaches you.\n".to_owned();
    Letter { to, name: one_line(name), subject: "A test from Frontdesk".to_owned(), text }
}

fn reason(why: MissedWhy) -> &'static str {
    match why {
        MissedWhy::Cancelled => "the visitor cancelled",
        MissedWhy::VisitorLeft => "the visitor left",
        MissedWhy::Blocked => "their e-mail domain is blocked",
        MissedWhy::NobodyAccepted => "nobody accepted",
        MissedWhy::NoRule => "no rule matched",
        MissedWhy::AllAtLimit => "all were at their limit",
        MissedWhy::NobodyReachable => "nobody had a console open",
        MissedWhy::NobodyOnShift => "nobody was on shift",
        MissedWhy::NobodyOnRoute => "the route led to nobody who takes chats",
    }
}

/// What others have typed, on one line and of a sensible length.
fn one_line(text: &str) -> String {
    let words: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(200).collect();
    words.trim().to_owned()
}

/// Which mail a user wants.
pub fn wanted(tx: &mut Tx<'_>, user: UserId) -> Result<Wanted, AppError> {
    Ok(mail::wanted(tx, user)?)
}

/// Sets that; only who sees all conversations can want to hear of each missed request.
pub fn set_wanted(tx: &mut Tx<'_>, user: UserId, wanted: Wanted) -> Result<(), AppError> {
    if wanted.all && !may_want_all(tx, user)? {
        return Err(AppError::Forbidden(Permission::ViewAllConversations));
    }
    Ok(mail::set_wanted(tx, user, wanted)?)
}
