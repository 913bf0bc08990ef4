//! Users, profiles and one-time links: who may change what, and what follows.

use frontdesk_app::link::{self, Given, Link};
use frontdesk_app::session::{self, Place};
use frontdesk_app::users::{self, Settings};
use frontdesk_app::{AdminRefusal, AppError, profiles};
use frontdesk_domain::audit::Act;
use frontdesk_domain::ids::UserId;
use frontdesk_domain::permission::{BuiltIn, Permission, Permissions, ProfileId};
use frontdesk_store::repo::account::{self, Account};
use frontdesk_store::repo::audit;
use frontdesk_testkit::world::World;
use jiff::SignedDuration;

crate::laws!(
    perm_1_acts_on_users_need_the_permission_and_leave_an_entry,
    perm_1_an_owner_always_remains,
    perm_1_two_owners_who_deactivate_each_other_leave_one,
    perm_1_a_profile_in_use_stays_and_a_change_reaches_its_users,
    route_19_losing_the_permission_moves_the_chats_at_once,
    an_owners_link_works_once_and_the_newest_only,
    an_invitation_is_accepted_once_and_within_a_week,
    a_reset_ends_all_sessions_and_a_change_the_others,
    sessions_end_with_deactivation_and_the_oldest_makes_room,
);

fn account(world: &World, id: UserId) -> Account {
    world.write(move |tx| Ok(users::find(tx, id)?.0)).expect("a user")
}

fn settings(name: &str, profiles: &[ProfileId], takes_chats: bool) -> Settings {
    Settings { name: name.to_owned(), profiles: profiles.to_vec(), takes_chats }
}

fn update(world: &World, actor: UserId, id: UserId, to: Settings) -> Result<(), AppError> {
    tick(world);
    world.write(move |tx| users::update(tx, actor.into(), id, &to))
}

fn deactivate(world: &World, actor: UserId, id: UserId) -> Result<(), AppError> {
    tick(world);
    world.write(move |tx| users::deactivate(tx, Some(actor.into()), id))
}

/// The audit log is in the order of time, to the millisecond.
fn tick(world: &World) {
    world.clock.advance(SignedDuration::from_millis(1));
}

fn acts(world: &World) -> Vec<Act> {
    let entries = world.write(|tx| Ok(audit::page(tx, None, 100)?)).expect("entries");
    entries.into_iter().rev().map(|entry| entry.act).collect()
}

fn refused<T: std::fmt::Debug>(done: Result<T, AppError>) -> AdminRefusal {
    match done {
        Err(AppError::Admin(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

fn is_last_owner(refusal: &AdminRefusal) -> bool {
    matches!(refusal, AdminRefusal::LastOwner(_))
}

fn perm_1_acts_on_users_need_the_permission_and_leave_an_entry(world: &mut World) {
    let owner = world.user("Olga", BuiltIn::Owner);
    let admin = world.user("Sam", BuiltIn::SalesAdmin);
    let agent = world.user("Anna", BuiltIn::LiveAgent);
    let lacks = |done: Result<(), AppError>| {
        assert!(matches!(done, Err(AppError::Forbidden(Permission::ManageUsersAndProfiles))), "{done:?}");
    };
    lacks(deactivate(world, admin, agent));
    lacks(update(world, agent, agent, settings("Anna", &[ProfileId::OWNER], true)));
    lacks(
        world.write(move |tx| profiles::create(tx, admin.into(), "Mine", &Permissions::default())).map(drop),
    );
    lacks(world.write(move |tx| users::reset_link(tx, Some(admin.into()), owner)).map(drop));

    update(world, owner, agent, settings(" Anna  Ek ", &[ProfileId::LIVE_AGENT], false)).expect("changed");
    update(world, owner, agent, settings("Anna Ek", &[ProfileId::LIVE_AGENT], false)).expect("the same");
    deactivate(world, owner, agent).expect("deactivated");
    deactivate(world, owner, agent).expect("again");
    let made = [Act::UserMade; 3];
    assert_eq!(acts(world), [&made[..], &[Act::UserChanged, Act::UserDeactivated]].concat());
    let last = world.write(|tx| Ok(audit::page(tx, None, 2)?)).expect("entries");
    assert_eq!(last[0].actor.as_ref().map(|(id, name)| (*id, name.as_str())), Some((owner, "Olga")));
    let change = &last[1].changes[0];
    assert_eq!(
        (change.field.as_str(), change.before.as_deref(), change.after.as_deref()),
        ("name", Some("Anna"), Some("Anna Ek"))
    );
    let older = last[1].id;
    let rest = world.write(move |tx| Ok(audit::page(tx, Some(older), 100)?)).expect("entries");
    assert_eq!(rest.len(), 3, "page by page");
    // What was taken away counts from the next act on.
    deactivate(world, owner, admin).expect("deactivated");
    lacks(world.write(move |tx| users::reactivate(tx, Some(admin.into()), agent)));
}

fn perm_1_an_owner_always_remains(world: &mut World) {
    let owner = world.user("Olga", BuiltIn::Owner);
    let agent = [ProfileId::LIVE_AGENT];
    assert!(is_last_owner(&refused(deactivate(world, owner, owner))));
    assert!(is_last_owner(&refused(update(world, owner, owner, settings("Olga", &agent, false)))));
    // One who is only invited can't manage anything yet.
    let (invited, _) = invite(world, owner, "next@world.example", BuiltIn::Owner);
    assert!(is_last_owner(&refused(deactivate(world, owner, owner))));
    deactivate(world, owner, invited).expect("an invited one is no loss");
    let second = world.user("Otto", BuiltIn::Owner);
    update(world, owner, owner, settings("Olga", &agent, false)).expect("another remains");
    assert!(is_last_owner(&refused(deactivate(world, second, second))));
}

fn perm_1_two_owners_who_deactivate_each_other_leave_one(world: &mut World) {
    let (one, two) = (world.user("Olga", BuiltIn::Owner), world.user("Otto", BuiltIn::Owner));
    let world = &*world;
    let done: Vec<bool> = std::thread::scope(|scope| {
        let both = [(one, two), (two, one)]
            .map(|(actor, id)| scope.spawn(move || deactivate(world, actor, id).is_ok()));
        both.into_iter().map(|thread| thread.join().expect("joined")).collect()
    });
    assert_eq!(done.iter().filter(|done| **done).count(), 1, "exactly one succeeds");
    assert_eq!([one, two].iter().filter(|id| account(world, **id).active).count(), 1);
}

fn perm_1_a_profile_in_use_stays_and_a_change_reaches_its_users(world: &mut World) {
    let owner = world.user("Olga", BuiltIn::Owner);
    let agent = world.user("Anna", BuiltIn::MarketingUser);
    let chats: Permissions = [Permission::TakeLiveChats].into_iter().collect();
    let none = Permissions::default();
    let given = chats.clone();
    let id = world.write(move |tx| profiles::create(tx, owner.into(), "Chatters", &given)).expect("made");
    update(world, owner, agent, settings("Anna", &[id], false)).expect("changed");
    assert!(account(world, agent).takes_chats);
    assert_eq!(
        refused(world.write(move |tx| profiles::delete(tx, owner.into(), id))),
        AdminRefusal::InUse(1)
    );
    let taken = none.clone();
    world.write(move |tx| profiles::update(tx, owner.into(), id, "Watchers", &taken)).expect("changed");
    assert!(!account(world, agent).takes_chats, "what the column says follows the profile");
    update(world, owner, agent, settings("Anna", &[id], true)).expect("given by itself");
    assert!(account(world, agent).takes_chats);
    update(world, owner, agent, settings("Anna", &[], false)).expect("changed");
    assert!(!account(world, agent).takes_chats);
    world.write(move |tx| profiles::delete(tx, owner.into(), id)).expect("deleted");

    let create = |name: &'static str, permissions: Permissions| {
        world.write(move |tx| profiles::create(tx, owner.into(), name, &permissions))
    };
    assert_eq!(refused(create("live AGENT", none.clone())), AdminRefusal::Taken("live AGENT".into()));
    assert!(matches!(create("  ", none), Err(AppError::Text(_))));
    let owners = create("Second owner", BuiltIn::Owner.permissions());
    assert!(matches!(owners, Err(AppError::Invalid(_))), "{owners:?}");
    let fixed = world.write(move |tx| profiles::update(tx, owner.into(), ProfileId::OWNER, "Boss", &chats));
    assert_eq!(refused(fixed), AdminRefusal::BuiltIn);
    let unknown = update(world, owner, agent, settings("Anna", &[id], false));
    assert!(matches!(unknown, Err(AppError::Invalid(_))), "{unknown:?}");
}

fn route_19_losing_the_permission_moves_the_chats_at_once(world: &mut World) {
    world.live_chat(1);
    let owner = world.user("Olga", BuiltIn::Owner);
    let (anna, ben) = (world.agent("Anna"), world.agent("Ben"));
    let held = world.chat_with(anna);
    world.chat_with(ben);
    let offered = world.request();
    world.check(&offered, &["offered to Anna"]);
    let marketing = [ProfileId::BuiltIn(BuiltIn::MarketingUser)];
    update(world, owner, anna, settings("Anna", &marketing, false)).expect("changed");
    assert!(world.accept(&offered, anna).is_err(), "refused even before the offer is withdrawn");
    world.turn();
    world.check(&held, &["offered to Anna", "accepted by Anna", "rerouting: AgentRemoved", "offered to Ben"]);
    world.check(&offered, &["offered to Anna", "withdrawn: Unavailable", "offered to Ben"]);
}

fn given(email: &str, name: &str, hash: &str) -> Given {
    Given { email: email.to_owned(), name: name.to_owned(), password_hash: hash.to_owned() }
}

fn follow(world: &World, link: &Link, given: Given) -> Result<String, AppError> {
    let token = link.token.clone();
    world.write(move |tx| link::follow(tx, &token, &given, &Place::default()))
}

fn who(world: &World, token: &str) -> Option<Account> {
    let token = token.to_owned();
    world.write(move |tx| session::find(tx, &token)).expect("read").map(|signed_in| signed_in.account)
}

fn an_owners_link_works_once_and_the_newest_only(world: &mut World) {
    assert!(world.write(|tx| link::needs_owner(tx, false)).expect("read"));
    let old = world.write(link::for_owner).expect("a link");
    let link = world.write(link::for_owner).expect("a link");
    assert_eq!(link.token.len(), 64, "256 bits");
    let olga = || given("Olga@World.example", "Olga", "hash");
    assert_eq!(refused(follow(world, &old, olga())), AdminRefusal::LinkGone, "a new one voids it");
    let invalid = follow(world, &link, given("no address", "Olga", "hash"));
    assert!(matches!(invalid, Err(AppError::Invalid(_))), "{invalid:?}");
    let session = follow(world, &link, olga()).expect("what was refused has not used it up");
    assert_eq!(who(world, &session).expect("signed in").email, "olga@world.example");
    assert!(!world.write(|tx| link::needs_owner(tx, false)).expect("read"));
    assert_eq!(refused(follow(world, &link, olga())), AdminRefusal::LinkGone);
    assert_eq!(acts(world), [Act::OwnerMade]);
    let late = world.write(link::for_owner).expect("a link");
    world.clock.advance(SignedDuration::from_hours(24));
    assert_eq!(refused(follow(world, &late, given("o@b.example", "O", "h"))), AdminRefusal::LinkGone);
    let forged = Link { token: "0".repeat(64), ..late };
    assert_eq!(refused(follow(world, &forged, olga())), AdminRefusal::LinkGone);
}

fn invite(world: &World, actor: UserId, email: &'static str, profile: BuiltIn) -> (UserId, Link) {
    let settings = settings("Invited", &[ProfileId::BuiltIn(profile)], false);
    world.write(move |tx| users::invite(tx, actor.into(), email, &settings)).expect("invited")
}

fn an_invitation_is_accepted_once_and_within_a_week(world: &mut World) {
    let owner = world.user("Olga", BuiltIn::Owner);
    let (ida, first) = invite(world, owner, "Ida@World.example", BuiltIn::LiveAgent);
    assert!(account(world, ida).is_invited());
    let again = settings("Ida", &[], false);
    let taken = world.write(move |tx| users::invite(tx, owner.into(), "ida@world.example", &again));
    assert_eq!(refused(taken), AdminRefusal::Taken("ida@world.example".into()));
    let not_yet = world.write(move |tx| users::reset_link(tx, Some(owner.into()), ida));
    assert_eq!(refused(not_yet), AdminRefusal::NotActive);
    world.clock.advance(SignedDuration::from_hours(24 * 7));
    assert_eq!(refused(follow(world, &first, given("", "Ida", "hash"))), AdminRefusal::LinkGone);
    let renewed = world.write(move |tx| users::renew_invite(tx, owner.into(), ida)).expect("renewed");
    let session = follow(world, &renewed, given("", "Ida", "hash")).expect("accepted");
    let ida_now = who(world, &session).expect("signed in");
    assert_eq!((ida_now.name.as_str(), ida_now.is_invited(), ida_now.takes_chats), ("Ida", false, true));
    assert_eq!(refused(follow(world, &renewed, given("", "Eve", "evil"))), AdminRefusal::LinkGone);
    let used = world.write(move |tx| users::renew_invite(tx, owner.into(), ida));
    assert_eq!(refused(used), AdminRefusal::NotInvited);
    // Deactivation takes links back.
    let (eve, link) = invite(world, owner, "eve@world.example", BuiltIn::Owner);
    deactivate(world, owner, eve).expect("deactivated");
    assert_eq!(refused(follow(world, &link, given("", "Eve", "evil"))), AdminRefusal::LinkGone);
}

fn begin(world: &World, user: UserId) -> String {
    world.write(move |tx| session::begin(tx, user, &Place::default())).expect("a session")
}

fn a_reset_ends_all_sessions_and_a_change_the_others(world: &mut World) {
    let owner = world.user("Olga", BuiltIn::Owner);
    let anna = world.user("Anna", BuiltIn::LiveAgent);
    let (mine, other) = (begin(world, anna), begin(world, anna));
    let (token, link) =
        (mine.clone(), world.write(move |tx| users::reset_link(tx, Some(owner.into()), anna)));
    let keep = world
        .write(move |tx| session::find(tx, &token))
        .expect("read")
        .expect("mine")
        .session()
        .expect("a session")
        .id;
    let wrong = world.write(move |tx| session::change_password(tx, anna, keep, "guess", "new"));
    assert_eq!(refused(wrong), AdminRefusal::WrongPassword);
    world.write(move |tx| session::change_password(tx, anna, keep, "hash", "new")).expect("changed");
    assert!(who(world, &mine).is_some() && who(world, &other).is_none());
    let void = follow(world, &link.expect("a link"), given("", "", "reset"));
    assert_eq!(refused(void), AdminRefusal::LinkGone, "a change voids links");
    let stale = world.write(move |tx| session::sign_in(tx, anna, "hash", &Place::default()));
    assert_eq!(refused(stale), AdminRefusal::WrongPassword, "verified before, stored after");

    let link = world.write(move |tx| users::reset_link(tx, None, anna)).expect("a link");
    let session = follow(world, &link, given("", "ignored", "reset")).expect("reset");
    assert!(who(world, &mine).is_none() && who(world, &session).is_some());
    let anna = account(world, anna);
    assert_eq!((anna.name.as_str(), anna.password_hash.as_str()), ("Anna", "reset"));
}

fn sessions_end_with_deactivation_and_the_oldest_makes_room(world: &mut World) {
    let owner = world.user("Olga", BuiltIn::Owner);
    let anna = world.user("Anna", BuiltIn::LiveAgent);
    let first = begin(world, anna);
    let mut last = String::new();
    for _ in 0..session::MOST {
        world.clock.advance(SignedDuration::from_secs(1));
        last = begin(world, anna);
    }
    assert!(who(world, &first).is_none() && who(world, &last).is_some());
    deactivate(world, owner, anna).expect("deactivated");
    assert!(who(world, &last).is_none());
    world.write(move |tx| users::reactivate(tx, Some(owner.into()), anna)).expect("taken back");
    assert!(who(world, &last).is_none(), "they sign in anew");
    assert!(world.write(move |tx| Ok(account::find(tx, anna)?)).expect("read").is_some_and(|a| a.active));
}
