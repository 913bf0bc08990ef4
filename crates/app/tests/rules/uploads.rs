//! A whole file of account routing: what it would do, what it does, and the file that the list is written to.

use frontdesk_app::AppError;
use frontdesk_app::routing::account_upload::{self, Does, Report};
use frontdesk_app::routing::accounts;
use frontdesk_domain::audit::{Act, Actor};
use frontdesk_domain::ids::NamedAccountId;
use frontdesk_domain::permission::{BuiltIn, Permission};
use frontdesk_domain::routing::account_file::{BadFile, BadLine, Column, HEADER};
use frontdesk_store::repo::audit;
use frontdesk_testkit::world::World;
use uuid::Uuid;

crate::laws!(
    route_1_a_file_is_looked_at_and_then_put_on_the_list,
    route_1_the_list_that_was_written_changes_nothing_when_it_is_uploaded,
    a_long_file_is_put_on_the_list_step_by_step,
    a_file_that_can_t_be_used_changes_nothing,
    perm_1_an_upload_checks_the_actor_once_more,
);

fn run<T>(done: impl Future<Output = Result<T, AppError>>) -> Result<T, AppError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
    runtime.block_on(done)
}

fn look(world: &World, file: &str) -> Result<Report, BadFile> {
    run(account_upload::look(&world.store, file.into())).expect("looked at")
}

fn upload(world: &World, actor: Option<Actor>, file: &str) -> Result<Result<Report, BadFile>, AppError> {
    run(account_upload::upload(&world.store, actor, file.into()))
}

/// The whole list as a file.
fn written(world: &World) -> String {
    let (mut file, mut after) = (HEADER.to_owned(), Some(NamedAccountId(Uuid::nil())));
    while let Some(last) = after {
        let (page, next) = world.write(move |tx| accounts::file(tx, last)).expect("a page");
        file.push_str(&page);
        after = next;
    }
    file
}

fn uploads(world: &World) -> usize {
    let log = world.write(|tx| Ok(audit::page(tx, None, 100)?)).expect("a log");
    log.iter().filter(|entry| entry.act == Act::AccountsUploaded).count()
}

fn route_1_a_file_is_looked_at_and_then_put_on_the_list(world: &mut World) {
    world.agent("Anna");
    let olga = world.agent("Olga");
    let wanted = accounts::Wanted { name: "Acme".into(), domain: "acme.example".into(), owner: olga };
    world.write(move |tx| accounts::create(tx, None, &wanted)).expect("an account");
    let email = |name: &str| {
        world.write({
            let name = name.to_owned();
            move |tx| Ok(accounts::owners(tx, &name)?.remove(0).email)
        })
    };
    let (anna, olga) = (email("Anna").expect("an e-mail"), email("Olga").expect("an e-mail"));
    let file = format!(
        "company,domain,owner\nAcme,acme.example,{anna}\nBeta,beta.example,{olga}\nGamma,gamma.example,nobody@x.example\n"
    );
    let report = look(world, &file).expect("a report");
    assert_eq!((report.added, report.changed, report.unchanged), (1, 1, 0));
    let does: Vec<_> = report.examples.iter().map(|(line, _, does)| (*line, *does)).collect();
    assert_eq!(does, [(2, Does::Change), (3, Does::Add)]);
    let bad = (4, "Gamma,gamma.example,nobody@x.example".to_owned(), BadLine::UnknownOwner);
    assert_eq!(report.bad, [bad]);
    assert_eq!(written(world).lines().count(), 2, "looking changes nothing");
    assert_eq!(uploads(world), 0);

    assert_eq!(upload(world, None, &file).expect("done"), Ok(report));
    let list = written(world);
    assert!(list.contains(&format!("Acme,acme.example,{anna}\r\n")), "{list}");
    assert!(list.contains(&format!("Beta,beta.example,{olga}\r\n")), "{list}");
    assert_eq!(list.lines().count(), 3);
    assert_eq!(uploads(world), 1);
    let again = upload(world, None, &file).expect("done").expect("a report");
    assert_eq!((again.added, again.changed, again.unchanged), (0, 0, 2));
    assert_eq!(uploads(world), 1, "what changes nothing leaves no entry");
}

fn route_1_the_list_that_was_written_changes_nothing_when_it_is_uploaded(world: &mut World) {
    let olga = world.agent("Olga");
    for (at, name) in ["=1+1", "'=1", "Acme, Ltd; \"Sons\"", "'t Hooft", "-", "a\nb"].into_iter().enumerate()
    {
        let wanted = accounts::Wanted { name: name.into(), domain: format!("d{at}.example"), owner: olga };
        world.write(move |tx| accounts::create(tx, None, &wanted)).expect("an account");
    }
    let file = written(world);
    assert!(file.contains("'=1+1,"), "{file}");
    let report = upload(world, None, &file).expect("done").expect("a report");
    assert_eq!((report.added, report.changed, report.unchanged), (0, 0, 6), "{file}");
    assert_eq!(report.bad, []);
    assert_eq!(written(world), file);
}

fn a_long_file_is_put_on_the_list_step_by_step(world: &mut World) {
    world.agent("Olga");
    let email = world.write(|tx| Ok(accounts::owners(tx, "olga")?.remove(0).email)).expect("an e-mail");
    let lines: Vec<String> = (0..1_250).map(|at| format!("Company {at},d{at}.example,{email}")).collect();
    let file = format!("company,domain,owner\n{}", lines.join("\n"));
    let report = upload(world, None, &file).expect("done").expect("a report");
    assert_eq!((report.added, report.examples.len()), (1_250, 20));
    assert_eq!(written(world).lines().count(), 1_251);
    assert_eq!(uploads(world), 1);
}

fn a_file_that_can_t_be_used_changes_nothing(world: &mut World) {
    let refused = upload(world, None, "company,domain\nAcme,acme.example\n").expect("looked at");
    assert_eq!(refused, Err(BadFile::NoColumn(Column::Owner)));
    assert_eq!(uploads(world), 0);
}

fn perm_1_an_upload_checks_the_actor_once_more(world: &mut World) {
    let olga = world.agent("Olga");
    let owner = world.user("Owner", BuiltIn::Owner);
    let email = world.write(|tx| Ok(accounts::owners(tx, "olga")?.remove(0).email)).expect("an e-mail");
    let file = format!("company,domain,owner\nAcme,acme.example,{email}\n");
    let refused = upload(world, Some(olga.into()), &file);
    assert!(matches!(refused, Err(AppError::Forbidden(Permission::ManageAccounts))), "{refused:?}");
    assert_eq!(written(world).lines().count(), 1);
    upload(world, Some(owner.into()), &file).expect("done").expect("a report");
    assert_eq!(written(world).lines().count(), 2);
}
