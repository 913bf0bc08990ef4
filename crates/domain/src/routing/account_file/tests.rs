use proptest::prelude::*;
use uuid::Uuid;

use super::*;

const OLGA: UserId = UserId(Uuid::from_u128(7));

fn owners() -> BTreeMap<String, UserId> {
    BTreeMap::from([("olga@desk.example".to_owned(), OLGA)])
}

fn read_text(text: &str) -> Result<Vec<Line>, BadFile> {
    read(text.as_bytes(), &owners())
}

/// The lines of a file with this header: number, and the company or what is wrong.
fn told(file: &[u8]) -> Vec<String> {
    let line = |line: Line| match line.entry {
        Ok(Entry { name, domain, owner }) if owner == OLGA => format!("{} {name} {domain}", line.number),
        Ok(_) => panic!("another owner"),
        Err(bad) => format!("{} {bad:?}", line.number),
    };
    read(file, &owners()).expect("a file").into_iter().map(line).collect()
}

#[test]
fn route_1_files_of_spreadsheets_are_read_as_they_are_written() {
    let expected = ["2 Acme, Ltd acme.example", "4 Üni uni.example"];
    for (what, file) in [
        (
            "plain",
            "company,domain,owner\n\"Acme, Ltd\",acme.example,olga@desk.example\n\nÜni,uni.example,Olga@Desk.example",
        ),
        (
            "Excel",
            "\u{feff}Company;Domain;Owner\r\nAcme, Ltd;ACME.example;olga@desk.example\r\n;;\r\nÜni;uni.example;olga@desk.example\r\n",
        ),
        (
            "tabs",
            "owner\tname\tphone\tdomain\nolga@desk.example\tAcme, Ltd\t1\tacme.example\n\t\t\t\nolga@desk.example\tÜni\t\tuni.example",
        ),
        (
            "old Mac",
            "company,domain,owner\r\"Acme, Ltd\",acme.example,olga@desk.example\r\rÜni,uni.example,olga@desk.example\r",
        ),
    ] {
        assert_eq!(told(file.as_bytes()), expected, "{what}");
    }
    let with_separator = "sep=;\ncompany;domain;owner\nAcme;acme.example;olga@desk.example\n";
    assert_eq!(told(with_separator.as_bytes()), ["3 Acme acme.example"]);
}

#[test]
fn route_1_a_bad_line_is_named_with_its_reason_and_harms_no_other() {
    let long = "x".repeat(101);
    let good = "A,a.example,olga@desk.example";
    for (bad, expected) in [
        ("A,acme.example,nobody@desk.example", BadLine::UnknownOwner),
        ("A,acme.example,", BadLine::NoOwner),
        ("A,acme.example", BadLine::Cells),
        ("A,acme.example,olga@desk.example,more", BadLine::Cells),
        ("A,https://acme.example/,olga@desk.example", BadLine::Domain),
        ("A,no domain,olga@desk.example", BadLine::Domain),
        ("A,,olga@desk.example", BadLine::NoDomain),
        (" ,acme.example,olga@desk.example", BadLine::NoName),
        (&format!("{long},acme.example,olga@desk.example"), BadLine::LongName),
        ("B,A.EXAMPLE,olga@desk.example", BadLine::Twice(2)),
        ("\"A,acme.example,olga@desk.example", BadLine::Quotes),
        ("\"A\"b,acme.example,olga@desk.example", BadLine::Quotes),
    ] {
        let file = format!("company,domain,owner\n{good}\n{bad}\n\"C\nD\",c.example,olga@desk.example\n");
        let expected = ["2 A a.example".to_owned(), format!("3 {expected:?}"), "4 C D c.example".to_owned()];
        assert_eq!(told(file.as_bytes()), expected, "{bad}");
    }
    let latin = b"company,domain,owner\nM\xfcller,m.example,olga@desk.example\nA,a.example,olga@desk.example";
    assert_eq!(told(latin), ["2 NotUtf8", "3 A a.example"]);
}

#[test]
fn a_file_that_can_t_be_used_at_all_says_why() {
    let many = format!("company,domain,owner\n{}", "x\n".repeat(MOST_LINES + 1));
    for (file, expected) in [
        ("", BadFile::Empty),
        ("\u{feff} \r\n", BadFile::Empty),
        ("domain,owner\n", BadFile::NoColumn(Column::Company)),
        ("company,owner\n", BadFile::NoColumn(Column::Domain)),
        ("company,domain\n", BadFile::NoColumn(Column::Owner)),
        ("Acme,acme.example,olga@desk.example\n", BadFile::NoColumn(Column::Company)),
        ("\"company,domain,owner\n", BadFile::NoColumn(Column::Company)),
        (&many, BadFile::TooLong),
    ] {
        assert_eq!(read_text(file), Err(expected), "{:?}", file.get(..20));
    }
    assert_eq!(read(b"\xff\xfec\0o\0", &owners()), Err(BadFile::Utf16));
}

#[test]
fn formulas_are_written_with_an_apostrophe_that_is_taken_off_again() {
    for (name, written) in [
        ("=1+1", "'=1+1"),
        ("+46 AB", "'+46 AB"),
        ("-", "'-"),
        ("@home", "'@home"),
        ("'=x", "''=x"),
        ("'t Hooft", "'t Hooft"),
        ("=HYPERLINK(\"a\",1)", "\"'=HYPERLINK(\"\"a\"\",1)\""),
        ("two\nlines", "two lines"),
    ] {
        let expected = format!("{written},a.example,olga@desk.example\r\n");
        assert_eq!(write(name, "a.example", "olga@desk.example"), expected);
    }
}

proptest! {
    #[test]
    fn what_was_written_is_read_again(name in "[^\\pC]{1,100}") {
        prop_assume!(!name.trim().is_empty());
        let name = one_line(&name).expect("a name");
        let file = format!("{HEADER}{}", write(&name, "a.example", "olga@desk.example"));
        let lines = read_text(&file).expect("a file");
        let entry = Entry { name, domain: "a.example".into(), owner: OLGA };
        prop_assert_eq!(lines.into_iter().map(|line| line.entry).collect::<Vec<_>>(), [Ok(entry)]);
    }

    #[test]
    fn no_file_makes_it_panic_and_lines_stand_in_their_order(file in proptest::collection::vec(any::<u8>(), 0..300)) {
        let file = [HEADER.as_bytes(), &file].concat();
        let lines = read(&file, &owners()).expect("lines");
        prop_assert!(lines.is_sorted_by(|one, next| one.number < next.number));
    }
}
