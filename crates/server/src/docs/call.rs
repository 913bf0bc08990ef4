//! The calls, by what they are about.

use serde_json::Value;

use super::frame::needs;
use super::schema::{opened, table, type_of};
use super::{Document, at, escape, text};
use crate::permit::{self, Door, Who};

/// A call as the document has it.
pub(super) struct Call<'a> {
    /// What it is about.
    pub(super) tag: &'a str,
    /// In upper case.
    pub(super) method: String,
    /// Its path.
    pub(super) path: &'a str,
    operation: &'a Value,
}

impl Document {
    /// The calls, by what they are about.
    pub(super) fn calls(&self) -> Vec<Call<'_>> {
        let paths = at(&self.0, "/paths").as_object().into_iter().flatten();
        let mut calls: Vec<_> = paths
            .flat_map(|(path, methods)| {
                methods.as_object().into_iter().flatten().map(move |(method, operation)| Call {
                    tag: at(operation, "/tags/0").as_str().unwrap_or("other"),
                    method: method.to_uppercase(),
                    path,
                    operation,
                })
            })
            .collect();
        calls.sort_by_key(|call| (call.tag, call.path));
        calls
    }

    /// One call.
    pub(super) fn call(&self, call: &Call<'_>) -> String {
        let Call { method, path, operation, .. } = call;
        let id = anchor(method, path);
        let row = permit::calls().find(|row| row.method == method && row.path == *path);
        let summary = text(at(operation, "/summary").as_str().unwrap_or_default());
        let about = text(at(operation, "/description").as_str().unwrap_or_default());
        format!(
            "<article class=\"call\" aria-labelledby=\"{id}\"><h3 id=\"{id}\"><b class=\"method\">{method}</b> <code>{}</code></h3>\
             <p>{summary}</p><p>{about}</p>{}{}{}{}<p class=\"refusals\"><span>Refused with</span> {}</p></article>",
            escape(path),
            row.map(|row| needs(row.who)).unwrap_or_default(),
            parameters(operation),
            self.body(operation),
            answers(operation),
            refusals(method, row.map(|row| (row.door, row.who)), operation)
        )
        .replace("<p></p>", "")
    }

    fn body(&self, call: &Value) -> String {
        let contents = at(call, "/requestBody/content").as_object().into_iter().flatten();
        let told = |(kind, content): (&String, &Value)| {
            let schema = at(content, "/schema");
            format!(
                "<h4>Body</h4><p>{} as <code>{}</code></p>{}",
                type_of(schema),
                escape(kind),
                opened("Example", &self.sample(schema))
            )
        };
        contents.map(told).collect()
    }
}

fn answers(call: &Value) -> String {
    let answers = at(call, "/responses").as_object().into_iter().flatten();
    let good = answers.filter(|(status, _)| status.starts_with('2') || status.starts_with('3'));
    let told = |(status, answer): (&String, &Value)| {
        let contents = at(answer, "/content").as_object().into_iter().flatten();
        let types: Vec<_> = contents
            .map(|(kind, content)| {
                format!("{} as <code>{}</code>", type_of(at(content, "/schema")), escape(kind))
            })
            .collect();
        let what = if types.is_empty() { "nothing more".to_owned() } else { types.join(", ") };
        format!(
            "<p><b>{status}</b> {what} {}</p>",
            text(at(answer, "/description").as_str().unwrap_or_default())
        )
    };
    format!("<h4>Answers</h4>{}", good.map(told).collect::<String>())
}

/// Where a call is on the page.
pub(super) fn anchor(method: &str, path: &str) -> String {
    let path: String =
        path.chars().filter(|c| !"{}".contains(*c)).map(|c| if c == '/' { '-' } else { c }).collect();
    format!("{}{path}", method.to_lowercase())
}

fn parameters(operation: &Value) -> String {
    let row = |one: &Value| {
        let word = |key| at(one, key).as_str().unwrap_or_default();
        let optional = if at(one, "/required") == true { "" } else { " <i>optional</i>" };
        let (name, about, place) = (escape(word("/name")), text(word("/description")), escape(word("/in")));
        let kind = type_of(at(one, "/schema"));
        format!(
            "<tr><th scope=\"row\"><code>{name}</code>{optional}</th><td>{kind} in the {place}</td><td>{about}</td></tr>"
        )
    };
    let parameters = at(operation, "/parameters").as_array().into_iter().flatten();
    let table = table(["Name", "Type", "What it is"], &parameters.map(row).collect::<String>());
    if table.is_empty() { table } else { format!("<h4>Parameters</h4>{table}") }
}

/// With what the check before a call refuses it; what the call itself refuses is in its description.
fn refusals(method: &str, row: Option<(Door, Who)>, call: &Value) -> String {
    let mut codes = Vec::new();
    if let Some((door, who)) = row {
        match who {
            Who::Anyone => {}
            Who::Visitor | Who::User => codes.push("signed_out"),
            Who::Holder(_) => codes.extend(["signed_out", "forbidden"]),
            Who::Session => codes.extend(["signed_out", "not_for_tokens"]),
            Who::SessionHolder(_) => codes.extend(["signed_out", "not_for_tokens", "forbidden"]),
        }
        if door == Door::Site || method != "GET" {
            codes.push("wrong_origin");
        }
    }
    if at(call, "/requestBody").is_object() {
        codes.extend(["malformed", "too_large", "invalid"]);
    } else if at(call, "/parameters").is_array() {
        codes.push("malformed");
    }
    if at(call, "/parameters").as_array().into_iter().flatten().any(|one| at(one, "/in") == "path") {
        codes.push("not_found");
    }
    codes.extend(["rate_limited", "busy"]);
    codes
        .iter()
        .map(|code| format!("<a href=\"#code-{code}\"><code>{code}</code></a>"))
        .collect::<Vec<_>>()
        .join(", ")
}
