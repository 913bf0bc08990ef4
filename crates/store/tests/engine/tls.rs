//! How the connection to PostgreSQL is protected.

use frontdesk_store::migrations::MIGRATIONS;
use frontdesk_store::whole::{Connection, check};
use frontdesk_store::{Kind, Store, StoreError};
use frontdesk_testkit::postgres::PrivatePostgres;
use rcgen::{CertifiedKey, generate_simple_self_signed};
use tempfile::TempDir;

use crate::fixture::{Fixed, options, url};

/// Writes a certificate for some names into a file, beside the server that shows it.
fn certificate(folder: &TempDir, file: &str, names: &[&str]) -> (String, CertifiedKey<rcgen::KeyPair>) {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let made = generate_simple_self_signed(names).unwrap();
    let path = folder.path().join(file);
    std::fs::write(&path, made.cert.pem()).unwrap();
    (path.to_str().unwrap().to_owned(), made)
}

fn open(url: &str) -> Result<Store, StoreError> {
    Store::open_with(url, options(&std::sync::Arc::default()), MIGRATIONS)
}

/// What is said of the connection by a URL.
fn protected(url: &str) -> Option<Connection> {
    use frontdesk_store::Clock as _;
    drop(open(url).unwrap());
    check(url, Fixed.now()).unwrap().unwrap().connection
}

#[test]
fn the_url_says_whether_the_connection_is_encrypted_and_who_must_answer() {
    let folder = TempDir::new().unwrap();
    let (root, made) = certificate(&folder, "root with space.pem", &["127.0.0.1"]);
    let (other, _) = certificate(&folder, "other.pem", &["127.0.0.1"]);
    let server = PrivatePostgres::start_with_tls(&made.cert.pem(), &made.signing_key.serialize_pem());
    let url = server.fresh_database();
    let at = |asked: &str| format!("{url}?{asked}");
    let (plain, encrypted) = (
        Some(Connection { encrypted: false, verified: false, local: true }),
        Some(Connection { encrypted: true, verified: false, local: true }),
    );
    assert_eq!(protected(&at("sslmode=disable")), plain);
    for asked in ["sslmode=prefer", "sslmode=require", "application_name=frontdesk"] {
        assert_eq!(protected(&at(asked)), encrypted, "{asked}");
    }
    let full = at(&format!("sslmode=verify-full&sslrootcert={}", root.replace(' ', "%20")));
    assert_eq!(protected(&full), Some(Connection { encrypted: true, verified: true, local: true }));

    let refused = |asked: &str| open(&at(asked)).map(drop).unwrap_err().to_string();
    let stranger = refused(&format!("sslmode=verify-full&sslrootcert={other}"));
    assert!(stranger.contains("invalid peer certificate"), "{stranger}");
    let nobody = refused("sslmode=verify-full&sslrootcert=/nowhere.pem");
    assert!(nobody.contains("sslrootcert /nowhere.pem"), "{nobody}");
    for asked in ["sslmode=verify-ca", "sslmode=allow"] {
        assert!(refused(asked).contains("sslmode is disable, prefer, require or verify-full"), "{asked}");
    }
    assert!(refused("sslmode=require&sslrootcert=/a.pem").contains("verify-full alone"));
}

#[test]
fn a_certificate_for_another_name_is_refused() {
    let folder = TempDir::new().unwrap();
    let (root, made) = certificate(&folder, "root.pem", &["db.example"]);
    let server = PrivatePostgres::start_with_tls(&made.cert.pem(), &made.signing_key.serialize_pem());
    let url = server.fresh_database();
    let refused = open(&format!("{url}?sslmode=verify-full&sslrootcert={root}")).map(drop).unwrap_err();
    assert!(refused.to_string().contains("not valid for name"), "{refused}");
}

#[test]
fn a_server_without_tls_is_used_unless_it_is_required() {
    let folder = TempDir::new().unwrap();
    let url = url(Kind::Postgres, &folder);
    assert_eq!(protected(&url), Some(Connection { encrypted: false, verified: false, local: true }));
    let refused = open(&format!("{url}?sslmode=require")).map(drop).unwrap_err();
    assert!(refused.to_string().contains("server does not support TLS"), "{refused}");
}
