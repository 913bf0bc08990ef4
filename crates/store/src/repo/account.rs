//! Users of the console.

use frontdesk_domain::ids::UserId;

use crate::{Row, StoreError, Tx, params};

/// A user as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "a row's independent columns")]
pub struct Account {
    /// The user.
    pub id: UserId,
    /// Lower case.
    pub email: String,
    /// As shown to visitors.
    pub name: String,
    /// In PHC string format; empty while the user is only invited.
    pub password_hash: String,
    /// Holds the permission *take live chats*.
    pub takes_chats: bool,
    /// Was given it by itself, not only by a profile.
    pub takes_chats_given: bool,
    /// Not deactivated.
    pub active: bool,
    /// Made by `--demo`.
    pub demo: bool,
    /// The key of their picture.
    pub avatar: Option<String>,
}

impl Account {
    /// Whether the user has been invited and has not set a password yet.
    pub fn is_invited(&self) -> bool {
        self.password_hash.is_empty()
    }
}

fn account(row: &Row<'_>) -> Result<Account, StoreError> {
    Ok(Account {
        id: row.get(0)?,
        email: row.get(1)?,
        name: row.get(2)?,
        password_hash: row.get(3)?,
        takes_chats: row.get(4)?,
        takes_chats_given: row.get(5)?,
        active: row.get(6)?,
        demo: row.get(7)?,
        avatar: row.get(8)?,
    })
}

/// Stores a new user.
pub fn insert(tx: &mut Tx<'_>, account: &Account) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(
        "insert into account (id, email, name, password_hash, takes_chats, takes_chats_given, active, demo,
                              created)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &params![
            account.id,
            &account.email,
            &account.name,
            &account.password_hash,
            account.takes_chats,
            account.takes_chats_given,
            account.active,
            account.demo,
            now,
        ],
    )?;
    Ok(())
}

/// Finds a user by id.
pub fn find(tx: &mut Tx<'_>, id: UserId) -> Result<Option<Account>, StoreError> {
    tx.optional(
        "select id, email, name, password_hash, takes_chats, takes_chats_given, active, demo, avatar
         from account where id = $1",
        &params![id],
        account,
    )
}

/// Finds a user by e-mail, in lower case.
pub fn find_by_email(tx: &mut Tx<'_>, email: &str) -> Result<Option<Account>, StoreError> {
    tx.optional(
        "select id, email, name, password_hash, takes_chats, takes_chats_given, active, demo, avatar
         from account where email = $1",
        &params![email],
        account,
    )
}

/// All users, by name. There are at most some thousands.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Account>, StoreError> {
    tx.query(
        "select id, email, name, password_hash, takes_chats, takes_chats_given, active, demo, avatar
         from account order by name, id limit 10000",
        &[],
        account,
    )
}

/// Which users are wanted.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// The e-mail before them.
    pub after: String,
    /// What e-mail or name contain.
    pub words: String,
    /// A profile that they have; empty for any.
    pub profile: String,
}

/// Users in the order of their e-mails.
pub fn page(tx: &mut Tx<'_>, wanted: &Wanted, limit: u32) -> Result<Vec<Account>, StoreError> {
    tx.query(
        "select id, email, name, password_hash, takes_chats, takes_chats_given, active, demo, avatar
         from account
         where email > $1 and (email like $2 escape '!' or lower(name) like $2 escape '!')
           and ($3 = '' or id in (select account from account_profile where profile = $3))
         order by email limit $4",
        &params![wanted.after.as_str(), containing(&wanted.words), wanted.profile.as_str(), limit],
        account,
    )
}

/// A `like` pattern for texts that contain some words, in lower case.
pub(crate) fn containing(words: &str) -> String {
    let words = words.trim().to_lowercase();
    format!("%{}%", words.replace('!', "!!").replace('%', "!%").replace('_', "!_"))
}

/// How many other users are owners, active and able to sign in; users of the demo count where `demo` says so.
pub fn other_owners(tx: &mut Tx<'_>, id: UserId, demo: bool) -> Result<u64, StoreError> {
    tx.one(
        "select count(*) from account_profile p join account a on a.id = p.account
         where p.profile = 'owner' and a.id <> $1 and a.active and a.password_hash <> '' and (not a.demo or $2)",
        &params![id, demo],
        |row| row.get(0),
    )
}

/// Whether there is an account that `--demo` made.
pub fn any_demo(tx: &mut Tx<'_>) -> Result<bool, StoreError> {
    tx.one("select count(*) from account where demo = $1", &params![true], |row| {
        row.get::<i64>(0).map(|n| n > 0)
    })
}

/// Deactivates a user or takes them back.
pub fn set_active(tx: &mut Tx<'_>, id: UserId, active: bool) -> Result<(), StoreError> {
    tx.execute("update account set active = $2 where id = $1", &params![id, active])?;
    Ok(())
}

/// Sets the name shown to visitors.
pub fn set_name(tx: &mut Tx<'_>, id: UserId, name: &str) -> Result<(), StoreError> {
    tx.execute("update account set name = $2 where id = $1", &params![id, name])?;
    Ok(())
}

/// Sets the password's hash.
pub fn set_password_hash(tx: &mut Tx<'_>, id: UserId, hash: &str) -> Result<(), StoreError> {
    tx.execute("update account set password_hash = $2 where id = $1", &params![id, hash])?;
    Ok(())
}

/// Sets whether a user may take live chats, and whether that was given by itself.
pub fn set_takes_chats(tx: &mut Tx<'_>, id: UserId, takes: bool, given: bool) -> Result<(), StoreError> {
    tx.execute(
        "update account set takes_chats = $2, takes_chats_given = $3 where id = $1",
        &params![id, takes, given],
    )?;
    Ok(())
}

/// Active users who may take live chats.
pub fn takers(tx: &mut Tx<'_>) -> Result<Vec<UserId>, StoreError> {
    tx.query("select id from account where active and takes_chats", &[], |row| row.get(0))
}

/// The same by name, whose e-mails or names contain some words.
pub fn search_takers(tx: &mut Tx<'_>, words: &str, limit: u32) -> Result<Vec<Account>, StoreError> {
    tx.query(
        "select id, email, name, password_hash, takes_chats, takes_chats_given, active, demo, avatar
         from account
         where active and takes_chats and (email like $1 escape '!' or lower(name) like $1 escape '!')
         order by name, id limit $2",
        &params![containing(words), limit],
        account,
    )
}
