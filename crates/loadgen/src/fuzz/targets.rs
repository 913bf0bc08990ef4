//! What reads outside bytes. A new reader: one entry here.

use frontdesk_domain::attribute::{Attribute, Catalogue, Values};
use frontdesk_domain::rich_text::RichText;
use frontdesk_domain::routing::account_file;
use frontdesk_domain::search;
use frontdesk_domain::stream::Input;
use frontdesk_domain::stream::answer;
use frontdesk_domain::stream::check::RouteTargets;
use frontdesk_domain::stream::template::Template;
use frontdesk_domain::targeting::{PageUrl, UrlPattern};
use frontdesk_domain::text::{MESSAGE_CHARS, clean};
use frontdesk_domain::website::{Domain, privacy_link};
use frontdesk_protocol::availability::Week;
use frontdesk_protocol::console::AgentFrame;
use frontdesk_protocol::designer::{DraftChange, TestChat};
use frontdesk_protocol::dialogues::{DialogueSettings, NewAttribute};
use frontdesk_protocol::rich_text::RichBlock;
use frontdesk_protocol::routing::{RuleSettings, TeamSettings};
use frontdesk_protocol::stream_file::StreamFile;
use frontdesk_protocol::users::{Invitation, PasswordChange, ProfileSettings, SignIn, UserSettings};
use frontdesk_protocol::visitor::{PageViewRequest, VisitorFrame};
use frontdesk_protocol::what_if::WhatIf;
use serde::de::DeserializeOwned;

/// Something that reads.
pub struct Target {
    /// What it reads.
    pub name: &'static str,
    /// Well-formed inputs.
    pub seeds: &'static [&'static str],
    /// The most bytes that get this far.
    pub most: usize,
    /// Those that may be given such bytes; each input goes to all of them.
    pub readers: &'static [fn(&[u8])],
}

const FRAME: usize = 64 * 1024;

fn body<T: DeserializeOwned>(input: &[u8]) {
    drop(serde_json::from_slice::<T>(input));
}

/// All of them.
pub const TARGETS: &[Target] = &[
    Target {
        name: "visitor frames",
        seeds: &[
            r#"{"type":"hello","protocol":1,"token":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}"#,
            r#"{"type":"answer","client_id":"0190a0a0-0000-7000-8000-000000000001","conversation":"0190a0a0-0000-7000-8000-000000000002","card":"topic","answer":{"kind":"choice","index":0}}"#,
            r#"{"type":"say","client_id":"0190a0a0-0000-7000-8000-000000000001","conversation":"0190a0a0-0000-7000-8000-000000000002","text":"Good morning"}"#,
        ],
        most: FRAME,
        readers: &[|input| {
            if let Ok(VisitorFrame::Say { text, .. }) = serde_json::from_slice(input) {
                let _ = clean(&text, MESSAGE_CHARS);
            }
        }],
    },
    Target {
        name: "console frames",
        seeds: &[
            r#"{"type":"hello","protocol":1}"#,
            r#"{"type":"subscribe","conversation":"0190a0a0-0000-7000-8000-000000000002","after":41}"#,
            r#"{"type":"say","client_id":"0190a0a0-0000-7000-8000-000000000001","conversation":"0190a0a0-0000-7000-8000-000000000002","text":"Good morning"}"#,
        ],
        most: FRAME,
        readers: &[|input| drop(serde_json::from_slice::<AgentFrame>(input))],
    },
    Target {
        name: "bodies",
        seeds: &[
            r#"{"token":null,"page":"https://example.com/prices?from=mail"}"#,
            r#"{"email":"anna@example.com","password":"three green herons"}"#,
            r#"{"email":"anna@example.com","name":"Anna","profiles":["live_agent"],"takes_chats":true}"#,
            r#"{"name":"Reads","permissions":["view_all_conversations","export"]}"#,
        ],
        most: FRAME,
        readers: &[
            |input| {
                if let Ok(view) = serde_json::from_slice::<PageViewRequest>(input) {
                    let _ = PageUrl::parse(&view.page);
                }
            },
            body::<SignIn>,
            body::<Invitation>,
            body::<UserSettings>,
            body::<ProfileSettings>,
            body::<PasswordChange>,
        ],
    },
    Target {
        name: "routing bodies",
        seeds: &[
            r#"{"name":"Big","description":"","enabled":true,"criteria":{"all":[{"test":{"attribute":"company.size","operator":{"between":["50","500"]}}},{"any":[{"test":{"attribute":"person.email","operator":"is_not_empty"}}]}]},"agents":["0190a0a0-0000-7000-8000-000000000001"],"teams":[]}"#,
            r#"{"known":[{"attribute":"person.email","value":"vera@example.com"}],"route":"rules","tries":1,"at":"2026-03-31T10:00:00Z"}"#,
            r#"{"name":"person.size","kind":"pick_list","values":["1","2"],"greetable":true}"#,
            r#"{"name":"Welcome","targets":["https://example.com/*"],"exclusions":[],"priority":3}"#,
        ],
        most: FRAME,
        readers: &[
            |input| {
                if let Ok(RuleSettings { criteria: Some(criteria), .. }) = serde_json::from_slice(input) {
                    let criteria = criteria
                        .read(&mut |name| Attribute::parse(name).unwrap_or_else(|_| Attribute::first_name()));
                    drop(criteria.to_string());
                }
            },
            body::<TeamSettings>,
            body::<WhatIf>,
            body::<NewAttribute>,
            body::<DialogueSettings>,
            body::<DraftChange>,
            body::<TestChat>,
            body::<Week>,
        ],
    },
    Target {
        name: "rich text",
        seeds: &[
            r#"[{"kind":"paragraph","lines":[[{"text":"We are sorry, "},{"text":"nobody","bold":true}]]},{"kind":"bullets","lines":[[{"text":"mail us","link":"https://example.com"}]]}]"#,
        ],
        most: FRAME,
        readers: &[|input| {
            if let Ok(blocks) = serde_json::from_slice::<Vec<RichBlock>>(input)
                && let Ok(text) = RichText::read(blocks.into_iter().map(Into::into).collect(), MESSAGE_CHARS)
            {
                drop(text.plain());
            }
        }],
    },
    Target {
        name: "account files",
        seeds: &[
            "company,domain,owner\r\n\"Globex, Inc.\",globex.com,anna@example.com\r\n'=Initech,initech.com,ben@example.com\r\n",
            "sep=;\nName;Domain;Owner\nHooli;hooli.com;anna@example.com\n",
            "company\tdomain\towner\nPied \"\"Piper\"\"\tpiper.com\tanna@example.com\n",
        ],
        most: FRAME,
        readers: &[|input| drop(account_file::read(input, &std::collections::BTreeMap::new()))],
    },
    Target {
        name: "domains, links",
        seeds: &[
            "example.com",
            "bücher.example",
            "xn--bcher-kva.example",
            "https://example.com/privacy?a=b#c",
        ],
        most: FRAME,
        readers: &[|input| {
            let text = String::from_utf8_lossy(input);
            drop(Domain::parse(&text, true));
            drop(Domain::pinned(&text));
            drop(privacy_link(&text));
        }],
    },
    Target {
        name: "stream files",
        seeds: &[include_str!("../../../cli/demo/welcome.json"), BRANCHES],
        most: 250_000,
        readers: &[|input| {
            let Ok(text) = std::str::from_utf8(input) else { return };
            // What comes of it is written once it is known; only small ones are read again.
            if let Ok(dialogue) = StreamFile::read(text, &Catalogue::default(), &RouteTargets::default())
                && input.len() < 50_000
            {
                let again = serde_json::to_string(&StreamFile::of(&dialogue)).unwrap_or_default();
                drop(StreamFile::read(&again, &Catalogue::default(), &RouteTargets::default()));
            }
        }],
    },
    Target {
        name: "URL patterns",
        seeds: &[
            "https://*.example.com:*/docs/*/a*b*c",
            "http://127.0.0.1:*",
            "https://example.com/docs/*",
            "https://xn--bcher-kva.example/%C3%BC*",
        ],
        most: FRAME,
        readers: &[|input| {
            let text = String::from_utf8_lossy(input);
            let page = PageUrl::parse(&text.replace('*', "docs/a/b"));
            if let (Ok(pattern), Some(page)) = (UrlPattern::parse(&text), page) {
                let _ = pattern.matches(&page);
            }
            // A hostile address against patterns with many stars.
            if let Some(page) = PageUrl::parse(&text)
                && let Ok(pattern) =
                    UrlPattern::parse(&format!("https://*.example.com/{}z", "*a".repeat(400)))
            {
                let _ = pattern.matches(&page);
            }
        }],
    },
    Target {
        name: "tokens",
        seeds: &[
            r#"Hello {{person.first_name:"there"}}, of {{company.name}}!"#,
            r#"{{person.first_name:"a \"quoted\" one"}}{{person.email}}"#,
            "No token at all, but { braces } of {{person.last_name}}",
        ],
        most: FRAME,
        readers: &[|input| {
            let text = String::from_utf8_lossy(input);
            let mut values = Values::default();
            values.set(Attribute::first_name(), "{{person.email}}".to_owned());
            if let Ok(template) = Template::parse(&text) {
                let _ = template.render(&values);
            }
            let _ = Attribute::parse(&text);
        }],
    },
    Target {
        name: "session tokens",
        seeds: &[
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz",
        ],
        most: FRAME,
        readers: &[|input| {
            let _ = frontdesk_app::token::hash(&String::from_utf8_lossy(input));
        }],
    },
    Target {
        name: "e-mail",
        seeds: &["vera@example.com", "first.last+tag@sub.example.co.uk", "\"quoted part\"@example.com"],
        most: FRAME,
        readers: &[|input| drop(answer::read(&Input::Email, &String::from_utf8_lossy(input)))],
    },
    Target {
        name: "phone",
        seeds: &["+49 30 901820", "030/90 18 20", "(030) 90-18-20", "+1 (212) 555-0100"],
        most: FRAME,
        readers: &[|input| {
            let text = String::from_utf8_lossy(input);
            drop(answer::read(&Input::Phone { region: "DE".parse().ok() }, &text));
            drop(answer::read(&Input::Phone { region: None }, &text));
        }],
    },
    Target {
        name: "numbers, dates",
        seeds: &["2.5", "-12", "1000000.000001", "2026-03-31", "2024-02-29"],
        most: FRAME,
        readers: &[|input| {
            let text = String::from_utf8_lossy(input);
            drop(answer::read(&Input::Number { min: "1".parse().ok(), max: "9.5".parse().ok() }, &text));
            drop(answer::read(&Input::Date { min: None, max: None }, &text));
            drop(answer::read(&Input::PickList(vec!["1 to 10".to_owned(), "More".to_owned()]), &text));
        }],
    },
    Target {
        name: "search",
        seeds: &["do you ship bananas?", "anna@example.com", "自転車 bicycle Fahrräder"],
        most: FRAME,
        readers: &[|input| {
            let text = String::from_utf8_lossy(input);
            drop(search::looked_for(&text));
            drop(search::words(&text));
        }],
    },
];

/// A file with every kind of card and criteria.
const BRANCHES: &str = r#"{
  "frontdesk_stream": 1, "name": "All", "targets": ["https://*.example.com/a*b"], "exclusions": ["https://example.com/x/*"],
  "priority": 3, "first": "hi",
  "cards": [
    {"kind": "message", "id": "hi", "text": "Hi {{person.first_name:\"there\"}}", "poke": true, "next": "if"},
    {"kind": "condition", "id": "if", "otherwise": "ask",
     "branches": [{"label": "Known", "next": "set", "criteria": {"all": [
        {"test": {"attribute": "person.email", "operator": "is_not_empty"}},
        {"any": [{"test": {"attribute": "company.size", "operator": {"in": ["1", "10"]}}},
                 {"test": {"attribute": "person.interest", "operator": {"contains": "bike"}}}]}]}}]},
    {"kind": "action", "id": "set", "set": [{"attribute": "person.interest", "value": "{{person.first_name}}"}], "next": "ask"},
    {"kind": "question", "id": "ask", "text": "Which?", "attribute": "person.interest",
     "choices": [{"label": "A", "value": "a", "next": "mail"}, {"label": "B", "next": "goal"}]},
    {"kind": "capture", "id": "mail", "text": "Mail?", "input": "email", "attribute": "person.email", "skip_if_known": true,
     "next": "phone"},
    {"kind": "capture", "id": "phone", "text": "Phone?", "input": {"phone": {"region": "DE"}}, "attribute": "person.phone",
     "overwrite": false, "next": "goal"},
    {"kind": "goal", "id": "goal", "name": "Done", "next": "live"},
    {"kind": "live_chat", "id": "live", "text": "One moment.", "route": "round_robin", "tries": 2, "next": null}
  ]
}"#;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_seeds_reach_what_lies_behind_the_readers() {
        for json in [include_str!("../../../cli/demo/welcome.json"), BRANCHES] {
            StreamFile::read(json, &Catalogue::default(), &RouteTargets::default()).unwrap();
        }
        for target in TARGETS {
            for seed in target.seeds {
                assert!(seed.len() <= target.most, "{}", target.name);
                target.readers.iter().for_each(|reader| reader(seed.as_bytes()));
            }
        }
    }
}
