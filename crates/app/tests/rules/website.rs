//! What the admin says of the website is kept, in order, with who said it (`TARGET-11`).

use frontdesk_app::AppError;
use frontdesk_app::website::{self, Known};
use frontdesk_domain::audit::Act;
use frontdesk_domain::website::{Domain, MOST_DOMAINS, Website};
use frontdesk_store::repo::audit;
use frontdesk_testkit::world::World;
use jiff::SignedDuration;

crate::laws!(
    target_11_domains_are_listed_once_changed_and_removed,
    target_11_what_privacy_asks_for_is_kept_beside_the_domains,
    target_11_a_node_reads_only_what_is_newer,
    target_11_the_list_is_bounded,
);

fn lists(world: &World, name: &str, subdomains: bool) -> Result<Known, AppError> {
    world.clock.advance(SignedDuration::from_secs(1));
    let domain = Domain::parse(name, subdomains).expect("a domain");
    world.write(move |tx| website::list_domain(tx, None, &domain))
}

fn names(known: &Known) -> Vec<(&str, bool)> {
    known.website.domains.0.iter().map(|one| (one.name.as_str(), one.subdomains)).collect()
}

/// Acts and names, the oldest first.
fn acts(world: &World) -> Vec<(Act, String)> {
    let log = world.write(|tx| Ok(audit::page(tx, None, 100)?)).expect("a log");
    log.into_iter().rev().map(|entry| (entry.act, entry.name)).collect()
}

fn target_11_domains_are_listed_once_changed_and_removed(world: &mut World) {
    assert_eq!(world.write(website::read).expect("settings"), Known::default());
    lists(world, "shop.test", false).expect("listed");
    lists(world, "example.com", true).expect("listed");
    let same = lists(world, "example.com", true).expect("listed");
    assert_eq!((same.version, names(&same)), (2, vec![("example.com", true), ("shop.test", false)]));
    let changed = lists(world, "example.com", false).expect("changed");
    assert_eq!((changed.version, names(&changed)), (3, vec![("example.com", false), ("shop.test", false)]));
    world.clock.advance(SignedDuration::from_secs(1));
    let left = world.write(|tx| website::remove_domain(tx, None, "shop.test")).expect("removed");
    assert_eq!((left.version, names(&left)), (4, vec![("example.com", false)]));
    let absent = world.write(|tx| website::remove_domain(tx, None, "shop.test"));
    assert!(matches!(absent, Err(AppError::NotFound)), "{absent:?}");
    let listed = |name: &str| (Act::DomainListed, name.to_owned());
    assert_eq!(
        acts(world),
        [
            listed("shop.test"),
            listed("example.com"),
            listed("example.com"),
            (Act::DomainRemoved, "shop.test".to_owned())
        ]
    );
}

fn target_11_what_privacy_asks_for_is_kept_beside_the_domains(world: &mut World) {
    lists(world, "example.com", true).expect("listed");
    let link = Some("https://example.com/privacy".to_owned());
    for _ in 0..2 {
        let link = link.clone();
        world.write(move |tx| website::set_privacy(tx, None, true, link.clone())).expect("set");
    }
    let known = world.write(website::read).expect("settings");
    let Website { domains, consent_required, privacy_link } = known.website;
    assert_eq!((known.version, domains.0.len(), consent_required, privacy_link), (2, 1, true, link));
    assert_eq!(acts(world).len(), 2, "what changes nothing leaves no entry");
}

fn target_11_a_node_reads_only_what_is_newer(world: &mut World) {
    assert_eq!(world.write(|tx| website::newer(tx, 0)).expect("read"), None);
    let known = lists(world, "example.com", true).expect("listed");
    assert_eq!(world.write(|tx| website::newer(tx, 0)).expect("read"), Some(known.clone()));
    assert_eq!(world.write(move |tx| website::newer(tx, known.version)).expect("read"), None);
}

fn target_11_the_list_is_bounded(world: &mut World) {
    for number in 0..MOST_DOMAINS {
        lists(world, &format!("shop-{number}.test"), false).expect("listed");
    }
    let beyond = lists(world, "one-more.test", false);
    assert!(matches!(beyond, Err(AppError::Invalid(_))), "{beyond:?}");
    lists(world, "shop-1.test", true).expect("a listed one can still be changed");
}
