//! API tokens: what they may do, and how they end.

use frontdesk_app::api_token::{self, MOST, NewToken};
use frontdesk_app::users::{self, Settings};
use frontdesk_app::{AppError, agent};
use frontdesk_domain::ids::{ApiTokenId, UserId};
use frontdesk_domain::permission::{BuiltIn, Permission, Permissions, ProfileId};
use frontdesk_store::repo::api_token as tokens;
use frontdesk_testkit::world::World;
use jiff::SignedDuration;

crate::laws!(
    perm_1_a_token_has_what_it_was_made_for_and_its_maker_still_has,
    a_token_ends_by_time_by_revoking_and_with_its_maker,
    one_user_has_a_bounded_number_of_tokens,
);

fn made_for(permissions: &[Permission]) -> NewToken {
    NewToken { name: "Export".to_owned(), permissions: permissions.iter().copied().collect(), days: 90 }
}

fn make(world: &World, maker: UserId, permissions: &[Permission]) -> Result<(ApiTokenId, String), AppError> {
    let new = made_for(permissions);
    world.write(move |tx| api_token::make(tx, maker, &new))
}

/// What a program may do with a token; `None` where it is not known.
fn may(world: &World, secret: &str) -> Option<Permissions> {
    let secret = secret.to_owned();
    let found = world.write(move |tx| api_token::find(tx, &secret)).expect("read");
    found.map(|caller| caller.access.permissions)
}

fn perm_1_a_token_has_what_it_was_made_for_and_its_maker_still_has(world: &mut World) {
    let owner = world.user("Olga", BuiltIn::Owner);
    let mia = world.user("Mia", BuiltIn::MarketingAdmin);
    let (_, secret) =
        make(world, mia, &[Permission::ManageDialogues, Permission::ExportReports]).expect("made");
    let made_for = [Permission::ViewDialogues, Permission::ManageDialogues, Permission::ExportReports];
    assert_eq!(may(world, &secret), Some(made_for.into_iter().collect()));
    for lacking in [Permission::ManageUsersAndProfiles, Permission::TakeLiveChats] {
        assert!(matches!(make(world, mia, &[lacking]), Err(AppError::Forbidden(_))), "{lacking:?}");
    }
    let change = |world: &World, profile: BuiltIn| {
        let settings = Settings {
            name: "Mia".to_owned(),
            profiles: vec![ProfileId::BuiltIn(profile)],
            takes_chats: false,
        };
        world.write(move |tx| users::update(tx, owner.into(), mia, &settings)).expect("changed");
    };
    change(world, BuiltIn::LiveAgent);
    assert_eq!(may(world, &secret), Some([Permission::ViewDialogues].into_iter().collect()));
    let denied = make(world, mia, &[Permission::ViewDialogues]);
    assert!(matches!(denied, Err(AppError::Forbidden(Permission::ManageIntegrations))), "{denied:?}");
    change(world, BuiltIn::MarketingAdmin);
    assert_eq!(may(world, &secret), Some(made_for.into_iter().collect()), "and gets back with its maker");
}

fn a_token_ends_by_time_by_revoking_and_with_its_maker(world: &mut World) {
    let owner = world.user("Olga", BuiltIn::Owner);
    let mia = world.user("Mia", BuiltIn::MarketingAdmin);
    let view = [Permission::ViewDialogues];
    let (_, short) = {
        let new = NewToken { days: 1, ..made_for(&view) };
        world.write(move |tx| api_token::make(tx, owner, &new)).expect("made")
    };
    world.clock.advance(SignedDuration::from_secs(24 * 3600 - 1));
    assert!(may(world, &short).is_some());
    world.clock.advance(SignedDuration::from_secs(1));
    assert_eq!(may(world, &short), None, "from its end on");

    let (id, secret) = make(world, mia, &view).expect("made");
    let (_, orphan) = make(world, mia, &view).expect("made");
    world.write(move |tx| api_token::revoke(tx, Some(owner), id)).expect("revoked");
    assert_eq!(may(world, &secret), None);
    let again = world.write(move |tx| api_token::revoke(tx, Some(owner), id));
    assert!(matches!(again, Err(AppError::NotFound)), "{again:?}");
    assert!(may(world, &orphan).is_some());
    world.write(move |tx| agent::deactivate(tx, mia)).expect("deactivated");
    assert_eq!(may(world, &orphan), None);
    assert!(matches!(make(world, mia, &view), Err(AppError::Forbidden(_))));
    world.write(move |tx| agent::reactivate(tx, mia)).expect("taken back");
    assert_eq!(may(world, &orphan), None, "a dead token stays dead");
    let listed = world.write(|tx| Ok(tokens::page(tx, None, 50)?)).expect("a page");
    assert_eq!(listed.iter().map(|(_, maker)| maker.as_str()).collect::<Vec<_>>(), ["Olga"]);
    for nonsense in ["", "fd_", "fd_00", &short["fd_".len()..], &format!("fd_{}", "0".repeat(64))] {
        assert_eq!(may(world, nonsense), None, "{nonsense}");
    }
}

fn one_user_has_a_bounded_number_of_tokens(world: &mut World) {
    let mia = world.user("Mia", BuiltIn::MarketingAdmin);
    for _ in 0..MOST {
        make(world, mia, &[Permission::ViewDialogues]).expect("made");
    }
    let (before, last) = (make(world, mia, &[Permission::ViewDialogues]), world.user("Max", BuiltIn::Owner));
    assert!(matches!(before, Err(AppError::Invalid(_))), "{before:?}");
    make(world, last, &[Permission::ViewDialogues]).expect("others are not in the way");
    let page = world.write(|tx| Ok(tokens::page(tx, None, 50)?)).expect("a page");
    let after = page.last().map(|(token, _)| token.id);
    let rest = world.write(move |tx| Ok(tokens::page(tx, after, 100)?)).expect("a page");
    assert_eq!(page.len() + rest.len(), 101, "page by page");
}
