//! Files that tell where an address is, written by one library and read by another.
#![expect(clippy::expect_used, reason = "tests")]

use std::fs::File;
use std::path::Path;

use frontdesk_adapters::address::AddressFiles;
use frontdesk_app::visitor::Addresses as _;
use maxminddb_writer::Database;
use maxminddb_writer::metadata::IpVersion;
use maxminddb_writer::paths::IpAddrWithMask;
use serde::Serialize;
use serde_json::json;

/// Writes a file that tells of networks.
fn write(path: &Path, kind: &str, networks: &[(&str, impl Serialize)]) {
    let mut database = Database::default();
    database.metadata.ip_version = IpVersion::V6;
    database.metadata.binary_format_major_version = 2;
    kind.clone_into(&mut database.metadata.database_type);
    for (network, told) in networks {
        let told = database.insert_value(told).expect("a value");
        database.insert_node(network.parse::<IpAddrWithMask>().expect("a network"), told);
    }
    database.write_to(File::create(path).expect("a file")).expect("written");
}

fn city(country: &str, region: &str, city: &str) -> serde_json::Value {
    json!({
        "country": { "iso_code": country, "names": { "en": "Somewhere" } },
        "subdivisions": [{ "names": { "en": region } }],
        "city": { "names": { "de": "Anderswo", "en": city } },
    })
}

/// What is told of an address, each as `name=value`.
fn told(files: &AddressFiles, address: &str) -> Vec<String> {
    let values = files.infer(address.parse().expect("an address"));
    values.iter().map(|(attribute, value)| format!("{attribute}={value}")).collect()
}

#[test]
fn target_2_country_region_city_and_company_are_told_by_the_files_that_know_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let (cities, companies) = (folder.path().join("city.mmdb"), folder.path().join("isp.mmdb"));
    write(
        &cities,
        "GeoLite2-City",
        &[
            ("2001:db8:1::/48", city("SE", "Skåne County", "Malmö")),
            ("2001:db8:2::/48", json!({ "country": { "iso_code": "DE" } })),
            ("2001:db8:3::/48", json!({ "country": 7, "city": "Ulm", "region": "  " })),
        ],
    );
    write(
        &companies,
        "GeoIP2-ISP",
        &[
            (
                "2001:db8:1::/48",
                json!({ "organization": "Acme", "autonomous_system_organization": "Big Net" }),
            ),
            ("2001:db8:2::/48", json!({ "autonomous_system_organization": "Big Net" })),
        ],
    );
    let files = AddressFiles::open(&[cities, companies]).expect("two files");
    let malmo = [
        "inferred.city=Malmö",
        "inferred.company=Acme",
        "inferred.country=SE",
        "inferred.region=Skåne County",
    ];
    assert_eq!(told(&files, "2001:db8:1::7"), malmo);
    assert_eq!(told(&files, "2001:db8:2::7"), ["inferred.company=Big Net", "inferred.country=DE"]);
    assert_eq!(told(&files, "2001:db8:3::7"), ["inferred.city=Ulm"], "what is of another kind tells nothing");
    for nowhere in ["127.0.0.1", "::1", "10.0.0.1", "2001:db8:9::1", "192.0.2.1"] {
        assert_eq!(told(&files, nowhere), [""; 0], "{nowhere}");
    }
    let kinds: Vec<String> = files.about().into_iter().map(|about| about.kind).collect();
    assert_eq!(kinds, ["GeoLite2-City", "GeoIP2-ISP"]);
}

#[test]
fn a_file_that_is_replaced_is_read_anew_and_a_broken_one_is_not_believed() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("city.mmdb");
    write(&path, "GeoLite2-City", &[("2001:db8::/32", city("SE", "Skåne County", "Malmö"))]);
    let files = AddressFiles::open(std::slice::from_ref(&path)).expect("a file");
    let next = folder.path().join("next.mmdb");
    write(&next, "GeoLite2-Country", &[("2001:db8::/32", json!({ "country": { "iso_code": "NO" } }))]);
    std::fs::rename(&next, &path).expect("replaced");
    files.refresh();
    assert_eq!(told(&files, "2001:db8::1"), ["inferred.country=NO"]);
    std::fs::write(&path, "no database").expect("broken");
    files.refresh();
    assert_eq!(told(&files, "2001:db8::1"), ["inferred.country=NO"], "what was read before is used on");
    std::fs::remove_file(&path).expect("removed");
    files.refresh();
    assert_eq!(told(&files, "2001:db8::1"), ["inferred.country=NO"]);
    let refused = AddressFiles::open(&[path]).map(|_| ()).expect_err("no file");
    assert!(refused.to_string().contains("city.mmdb can't be used: "), "{refused}");
}
