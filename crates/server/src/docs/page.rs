//! The page itself: its head, its navigation, and its parts.

use frontdesk_protocol::problem::Code;
use serde_json::Value;

use super::call::{Call, anchor};
use super::frame::{AGENT, Direction, VISITOR, needs};
use super::schema::{opened, table, type_of};
use super::{Document, at, escape, text};
use crate::permit;
use crate::refusal;

/// The whole page.
pub(super) fn page(document: &Document) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>The Frontdesk API</title>\
         <link rel=\"stylesheet\" href=\"/api/docs/style.css\"></head><body>\
         <a class=\"skip\" href=\"#content\">To the content</a><header><h1>The Frontdesk API</h1>\
         <p>Everything the console does. <a href=\"/api/openapi.json\">The same as an OpenAPI 3.1 document</a>.</p></header>\
         <div class=\"columns\"><nav aria-label=\"Contents\">{}</nav><main id=\"content\" tabindex=\"-1\">{}{}{}{}</main></div>\
         </body></html>",
        contents(document),
        about(),
        calls(document),
        sockets(document),
        codes() + &schemas(document)
    )
}

/// What calls are about, in words.
fn title(tag: &str) -> String {
    let mut letters = tag.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn contents(document: &Document) -> String {
    let mut html = "<ul><li><a href=\"#about\">How to call</a></li>".to_owned();
    for calls in document.calls().chunk_by(|one, next| one.tag == next.tag) {
        let link = |call: &Call<'_>| {
            let Call { method, path, .. } = call;
            let short = path.trim_start_matches("/api/").split_once('/').map_or(*path, |(_, rest)| rest);
            format!("<li><a href=\"#{}\"><b>{method}</b> {}</a></li>", anchor(method, path), escape(short))
        };
        let tag = calls.first().map(|call| title(call.tag)).unwrap_or_default();
        html += "<li><details><summary>";
        html += &escape(&tag);
        html += "</summary><ul>";
        html += &calls.iter().map(link).collect::<Vec<_>>().concat();
        html += "</ul></details></li>";
    }
    html + "<li><a href=\"#visitor-socket\">Visitor socket</a></li><li><a href=\"#agent-socket\">Agent socket</a></li>\
            <li><a href=\"#codes\">Problem codes</a></li><li><a href=\"#schemas\">Schemas</a></li></ul>"
}

fn about() -> String {
    "<section aria-labelledby=\"about\"><h2 id=\"about\">How to call</h2>\
     <p>A program sends an API token with each call: <code>Authorization: Bearer fd_…</code>. Who holds \
     <b>manage integrations</b> makes tokens in the console, under Settings, API tokens, each with the permissions that \
     it needs. A token calls for the user who made it, and never may more than they.</p>\
     <p>A call with a token is judged by it alone. One with the console’s cookie that changes something also sends \
     <code>X-Frontdesk: 1</code>.</p>\
     <p>A refusal is <code>application/problem+json</code> with a stable <a href=\"#codes\">code</a>, a title for people and \
     the status. Too many calls are answered with 429 and <code>Retry-After</code>. Codes named with a call are those of the \
     check before it; its description says what else it refuses.</p></section>"
        .to_owned()
}

fn calls(document: &Document) -> String {
    let mut html = String::new();
    for calls in document.calls().chunk_by(|one, next| one.tag == next.tag) {
        let tag = calls.first().map(|call| title(call.tag)).unwrap_or_default();
        html += "<h2>";
        html += &escape(&tag);
        html += "</h2>";
        html += &calls.iter().map(|call| document.call(call)).collect::<Vec<_>>().concat();
    }
    html
}

fn sockets(document: &Document) -> String {
    let visitor = "A WebSocket of pages that carry the widget; the page’s origin must be allowed. Each message is one JSON \
                   object with its kind in <code>type</code>. The first is <code>hello</code>; it says by a token who \
                   the visitor is.";
    let agent = "A WebSocket of the console’s own pages, with their cookie. API tokens do not open it. Each message is one JSON \
                 object with its kind in <code>type</code>; the first is <code>hello</code>. What a frame needs is looked \
                 at anew for each; who loses a permission is told within seconds.";
    socket(document, "visitor", "Visitor socket", "/api/visitor/socket", visitor, &VISITOR)
        + &socket(document, "agent", "Agent socket", "/api/console/socket", agent, &AGENT)
}

fn socket(
    document: &Document,
    id: &str,
    title: &str,
    path: &str,
    about: &str,
    directions: &[Direction],
) -> String {
    let who = permit::calls().find(|call| call.path == path).map(|call| needs(call.who)).unwrap_or_default();
    let frames: String = directions.iter().map(|one| document.direction(one)).collect();
    format!("<h2 id=\"{id}-socket\">{title}</h2><p><code>{path}</code></p><p>{about}</p>{who}{frames}")
}

fn codes() -> String {
    let row = |(code, about): &(Code, &str)| {
        let name = serde_json::to_value(code).ok().and_then(|name| name.as_str().map(ToOwned::to_owned));
        let name = escape(&name.unwrap_or_default());
        let again = if code.is_final() { "no" } else { "yes" };
        format!(
            "<tr id=\"code-{name}\"><th scope=\"row\"><code>{name}</code></th><td>{}</td><td>{again}</td><td>{}</td></tr>",
            refusal::status(*code).as_u16(),
            text(about.trim())
        )
    };
    let rows: String = Code::ALL.iter().map(row).collect();
    format!(
        "<section aria-labelledby=\"codes\"><h2 id=\"codes\">Problem codes</h2><p>New codes may come; none changes its meaning.</p>{}\
         </section>",
        table(["Code", "Status", "Worth trying again", "What it means"], &rows)
    )
}

fn schemas(document: &Document) -> String {
    let shown = |(name, schema): (&String, &Value)| {
        let name = escape(name);
        let values = match at(schema, "/enum").as_array() {
            Some(_) => format!("<p>{}</p>", type_of(schema)),
            None => String::new(),
        };
        format!(
            "<article class=\"call\" aria-labelledby=\"schema-{name}\"><h3 id=\"schema-{name}\">{name}</h3><p>{}</p>{values}{}{}</article>",
            text(at(schema, "/description").as_str().unwrap_or_default()),
            document.table(schema),
            opened("JSON schema", schema)
        )
    };
    format!("<h2 id=\"schemas\">Schemas</h2>{}", document.schemas().map(shown).collect::<String>())
}
