//! Text with tokens: `Hello {{person.first_name:"there"}}` (`STREAM-1`).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::attribute::{Attribute, UnknownAttribute, Values};

/// Why a text was refused at publish.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// A token names something that can be no attribute.
    #[error(transparent)]
    Unknown(#[from] UnknownAttribute),
    /// `{{` that is no well-formed token; holds what follows it.
    #[error("“{0}” is not a token: write {{{{person.first_name}}}} or {{{{person.first_name:\"there\"}}}}")]
    Malformed(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Token { attribute: Attribute, default: String },
}

/// A text whose tokens are all well-formed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Template {
    source: String,
    parts: Vec<Part>,
}

impl Template {
    /// Reads a text. A malformed token is an error (`STREAM-1`).
    pub fn parse(source: &str) -> Result<Self, TemplateError> {
        let mut parts = Vec::new();
        let mut rest = source;
        while let Some((before, after)) = rest.split_once("{{") {
            if !before.is_empty() {
                parts.push(Part::Text(before.to_owned()));
            }
            let (token, after) = token(after).ok_or_else(|| TemplateError::Malformed(shorten(after)))?;
            parts.push(Part::Token { attribute: Attribute::parse(token.name)?, default: token.default });
            rest = after;
        }
        if !rest.is_empty() {
            parts.push(Part::Text(rest.to_owned()));
        }
        Ok(Self { source: source.to_owned(), parts })
    }

    /// A text taken as it is, without tokens.
    pub fn plain(text: &str) -> Self {
        Self { source: text.replace("{{", "{ {"), parts: vec![Part::Text(text.to_owned())] }
    }

    /// The text as a visitor sees it: a token without value shows its default, without default nothing.
    pub fn render(&self, values: &Values) -> String {
        let mut out = String::with_capacity(self.source.len());
        for part in &self.parts {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Token { attribute, default } => out.push_str(values.get(attribute).unwrap_or(default)),
            }
        }
        out
    }

    /// Whether there is nothing to say.
    pub fn is_blank(&self) -> bool {
        self.source.trim().is_empty()
    }

    /// The attributes that its tokens name. Whether there are such, the catalogue says.
    pub fn attributes(&self) -> impl Iterator<Item = &Attribute> {
        self.parts.iter().filter_map(|part| match part {
            Part::Text(_) => None,
            Part::Token { attribute, .. } => Some(attribute),
        })
    }

    /// The text as written.
    pub fn source(&self) -> &str {
        &self.source
    }
}

struct Token<'a> {
    name: &'a str,
    default: String,
}

/// Reads `name}}` or `name:"default"}}`; returns it and what follows.
fn token(text: &str) -> Option<(Token<'_>, &str)> {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | ' ')))?;
    let (name, rest) = text.split_at(end);
    let name = name.trim();
    if let Some(after) = rest.strip_prefix("}}") {
        return Some((Token { name, default: String::new() }, after));
    }
    let mut default = String::new();
    let mut chars = rest.strip_prefix(':')?.trim_start().strip_prefix('"')?.chars();
    loop {
        match chars.next()? {
            '\\' => default.push(chars.next()?),
            '"' => break,
            c => default.push(c),
        }
    }
    let after = chars.as_str().trim_start().strip_prefix("}}")?;
    Some((Token { name, default }, after))
}

fn shorten(text: &str) -> String {
    format!("{{{{{}", text.chars().take(30).collect::<String>())
}

impl TryFrom<String> for Template {
    type Error = TemplateError;
    fn try_from(source: String) -> Result<Self, Self::Error> {
        Self::parse(&source)
    }
}

impl From<Template> for String {
    fn from(template: Template) -> Self {
        template.source
    }
}

impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pia() -> Values {
        [(Attribute::first_name(), "Pia {{person.email}}".to_owned())].into_iter().collect()
    }

    #[test]
    fn stream_1_tokens_show_value_default_or_nothing() {
        for (source, known, unknown) in [
            ("Hi {{person.first_name:\"there\"}}!", "Hi Pia {{person.email}}!", "Hi there!"),
            ("Hi {{person.first_name}}!", "Hi Pia {{person.email}}!", "Hi !"),
            ("{{ person.first_name : \"a \\\"b\\\"\" }}", "Pia {{person.email}}", "a \"b\""),
            ("no token, a { brace }}", "no token, a { brace }}", "no token, a { brace }}"),
        ] {
            let template = Template::parse(source).expect(source);
            assert_eq!(template.render(&pia()), known);
            assert_eq!(template.render(&Values::default()), unknown);
        }
    }

    #[test]
    fn stream_1_an_unknown_or_malformed_token_is_an_error() {
        for source in ["{{shoe}}", "{{person.}}", "{{persona.shoe}}", "{{person.Shoe}}"] {
            assert!(matches!(Template::parse(source), Err(TemplateError::Unknown(_))), "{source}");
        }
        let attributes: Vec<String> = Template::parse("{{person.email}} {{agent.name:\"-\"}}")
            .expect("a text")
            .attributes()
            .map(Attribute::to_string)
            .collect();
        assert_eq!(attributes, ["person.email", "agent.name"], "the check looks them up");
        for source in
            ["{{", "{{person.first_name", "{{person.first_name:there}}", "{{person.first_name:\"x}}", "{{}}"]
        {
            assert!(Template::parse(source).is_err(), "{source}");
        }
    }

    proptest! {
        #[test]
        fn stream_1_raw_token_text_never_reaches_a_visitor(source in "[a-z{}:\". ]{0,40}|.{0,40}") {
            if let Ok(template) = Template::parse(&source) {
                prop_assert!(!template.render(&Values::default()).contains("{{person.first_name"));
            }
        }
    }
}
