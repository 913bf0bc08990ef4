//! `serve --demo`: users, a dialogue and a website to try Frontdesk with. Nothing here leaves this machine.

use frontdesk_app::account::{NewAccount, create, hash_password};
use frontdesk_app::publish::publish;
use frontdesk_app::{AppError, Frontdesk};
use frontdesk_domain::attribute::Catalogue;
use frontdesk_domain::permission::{BuiltIn, ProfileId};
use frontdesk_domain::stream::check::RouteTargets;
use frontdesk_protocol::stream_file::StreamFile;
use frontdesk_store::repo::{account, dialogue};

use crate::Failure;

/// The users that the demo makes: e-mail, name and profile.
pub const USERS: [(&str, &str, BuiltIn); 3] = [
    ("anna@demo.example", "Anna", BuiltIn::LiveAgent),
    ("ben@demo.example", "Ben", BuiltIn::LiveAgent),
    ("owner@demo.example", "Olivia", BuiltIn::Owner),
];
/// The password of all demo users. They can sign in only with `--demo`, which listens on loopback only.
pub const PASSWORD: &str = "harbour-bikes";

const WELCOME: &str = include_str!("../demo/welcome.json");

/// Makes what is missing. What is there stays as it was.
pub async fn prepare(desk: &Frontdesk) -> Result<(), Failure> {
    for (email, name, profile) in USERS {
        let known: bool = desk
            .store
            .read(move |tx| Ok::<_, AppError>(account::find_by_email(tx, email)?.is_some()))
            .await?;
        if !known {
            let new = NewAccount {
                email: email.to_owned(),
                name: name.to_owned(),
                password_hash: hash_password(PASSWORD)?,
                profiles: vec![ProfileId::BuiltIn(profile)],
                takes_chats: false,
                demo: true,
            };
            desk.store.write(move |tx| create(tx, &new)).await?;
        }
    }
    let new = StreamFile::read(WELCOME, &Catalogue::default(), &RouteTargets::default())?;
    desk.store
        .write(move |tx| match dialogue::find_by_name(tx, &new.name)? {
            Some(_) => Ok(()),
            None => publish(tx, None, &new).map(|_| ()),
        })
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demo_dialogue_can_be_published() {
        let dialogue =
            StreamFile::read(WELCOME, &Catalogue::default(), &RouteTargets::default()).expect("no fault");
        assert!(dialogue.stream.poke().is_some());
    }
}
