//! The frames of both sockets, in both directions.

use frontdesk_protocol::console::AgentFrame;
use serde_json::Value;

use super::schema::opened;
use super::{Document, at, escape, text};
use crate::permit::{self, Who};

/// One direction of a socket.
pub(super) struct Direction {
    /// Its heading.
    pub(super) title: &'static str,
    /// The schema of its frames.
    pub(super) schema: &'static str,
}

/// The visitor's socket.
pub(super) const VISITOR: [Direction; 2] = [
    Direction { title: "From the visitor to the server", schema: "VisitorFrame" },
    Direction { title: "From the server to the visitor", schema: "VisitorServerFrame" },
];

/// The agent's socket.
pub(super) const AGENT: [Direction; 2] = [
    Direction { title: "From the agent to the server", schema: "AgentFrame" },
    Direction { title: "From the server to the agent", schema: "AgentServerFrame" },
];

impl Document {
    /// The frames of one direction.
    pub(super) fn direction(&self, direction: &Direction) -> String {
        let Direction { title, schema } = direction;
        let about = at(self.schema(schema), "/description").as_str().unwrap_or_default();
        let kinds = self.kinds(schema);
        let frames: String =
            kinds.iter().map(|(kind, about, shape)| self.frame(schema, kind, about, shape)).collect();
        format!("<h3 id=\"{schema}\">{title}</h3><p>{}</p>{frames}", text(about))
    }

    fn frame(&self, schema: &str, kind: &str, about: &str, shape: &Value) -> String {
        let kind = escape(kind);
        let permission = self.permission(schema, shape);
        format!(
            "<article class=\"call\" aria-labelledby=\"{schema}-{kind}\"><h4 id=\"{schema}-{kind}\"><code>{kind}</code></h4>\
             <p>{}</p>{permission}{}{}{}</article>",
            text(about),
            self.table(shape),
            opened("Example", &self.sample(shape)),
            opened("JSON schema", shape)
        )
    }

    /// What an agent's frame takes, by the table itself: a sample of the frame is looked up in it.
    fn permission(&self, schema: &str, shape: &Value) -> String {
        if schema != "AgentFrame" {
            return String::new();
        }
        let who =
            serde_json::from_value::<AgentFrame>(self.sample(shape)).map(|frame| permit::agent_frame(&frame));
        let needed =
            who.ok().and_then(Who::needed).map(|needed| format!("The permission <b>{}</b>.", needed.words()));
        told(&needed.unwrap_or_else(|| "Nothing more than the socket.".to_owned()))
    }
}

/// Who may call, in words.
pub(super) fn needs(who: Who) -> String {
    let words = match who {
        Who::Anyone => "Anyone, signed in or not.".to_owned(),
        Who::Visitor => "A visitor, by <code>Authorization: Bearer</code> with their token.".to_owned(),
        Who::User => "Anybody who is signed in, or an API token.".to_owned(),
        Who::Session => "Anybody who is signed in; no API token.".to_owned(),
        Who::Holder(needed) => format!("The permission <b>{}</b>, also by an API token.", needed.words()),
        Who::SessionHolder(needed) => {
            format!("The permission <b>{}</b>, signed in; no API token.", needed.words())
        }
    };
    told(&words)
}

fn told(words: &str) -> String {
    format!("<p class=\"needs\"><span>Needs</span> {words}</p>")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::openapi;

    #[test]
    fn every_agent_frame_says_what_it_needs() {
        let document = Document(openapi::described().expect("a document"));
        let kinds = document.kinds("AgentFrame");
        assert!(kinds.len() > 5);
        for (kind, _, shape) in kinds {
            assert!(document.permission("AgentFrame", shape).contains("Needs"), "{kind}");
        }
    }

    #[test]
    fn every_frame_is_told_with_an_example_of_its_kind() {
        let document = Document(openapi::described().expect("a document"));
        for direction in VISITOR.iter().chain(&AGENT) {
            let (html, kinds) = (document.direction(direction), document.kinds(direction.schema));
            assert!(kinds.len() > 5, "{}", direction.title);
            for (kind, _, shape) in kinds {
                assert!(html.contains(&format!("id=\"{}-{kind}\"", direction.schema)), "{kind}");
                assert_eq!(document.sample(shape)["type"], kind);
            }
        }
    }
}
