//! What every visitor walks through.

use frontdesk_domain::stream::template::Template;
use frontdesk_domain::stream::{Card, CardId, CardKind, Choice, Input, Route, Stream};

/// A question, an e-mail, a live chat, and a way past it.
pub fn stream(route: Route, tries: u8, everyone: bool) -> Result<Stream, String> {
    let text = |text: &str| Template::parse(text).map_err(|e| e.to_string());
    let id = |name: &str| CardId(name.to_owned());
    let choice = |label: &str, next: &str| Choice {
        label: label.to_owned(),
        value: label.to_owned(),
        next: Some(id(next)),
    };
    let email = frontdesk_domain::attribute::Attribute::email();
    Ok(Stream {
        first: id("ask"),
        cards: vec![
            Card {
                id: id("ask"),
                text: text("Talk to us?")?,
                poke: true,
                kind: CardKind::Question {
                    choices: vec![choice("yes", "live"), choice("later", "email"), choice("no", "bye")],
                    attribute: None,
                },
            },
            Card {
                id: id("email"),
                text: text("Your e-mail?")?,
                poke: false,
                kind: CardKind::Capture {
                    input: Input::Email,
                    attribute: email,
                    skip_if_known: false,
                    overwrite: true,
                    next: Some(id("live")),
                },
            },
            Card {
                id: id("live"),
                text: text("One moment.")?,
                poke: false,
                kind: CardKind::LiveChat { route, tries, everyone },
            },
            Card { id: id("bye"), text: text("Bye.")?, poke: false, kind: CardKind::Message { next: None } },
        ],
    })
}
