//! The OpenAPI document: the HTTP calls, and the socket frames as schemas beside them.

use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use frontdesk_protocol::{console, dialogues, problem, stream_file, visitor};
use serde_json::Value;
use utoipa::OpenApi;
use utoipa::openapi;
use utoipa::openapi::extensions::ExtensionsBuilder;
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};

use crate::permit::{self, Who};

/// Everything that travels.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Frontdesk",
        description = "Live chat and conversational marketing. The frames of the visitor socket (`/api/visitor/socket`: \
                       VisitorFrame, VisitorServerFrame) and of the agent socket (`/api/console/socket`: AgentFrame, \
                       AgentServerFrame) are among the schemas.",
        license(name = "MIT OR Apache-2.0")
    ),
    paths(
        crate::visitor::page_view::page_view,
        crate::visitor::command::command,
        crate::visitor::entries::entries,
        crate::console::session::sign_in,
        crate::console::session::who,
        crate::console::session::sign_out,
        crate::console::conversations::list,
        crate::console::conversations::dialogues,
        crate::console::conversations::one,
        crate::console::conversations::text,
        crate::console::links::look,
        crate::console::links::follow,
        crate::console::own::rename,
        crate::console::mail::own,
        crate::console::mail::set_own,
        crate::console::mail::test,
        crate::console::avatar::set_own,
        crate::console::avatar::remove_own,
        crate::console::own::change_password,
        crate::console::own::sessions,
        crate::console::own::end_session,
        crate::console::own::sign_out_everywhere,
        crate::console::users::list,
        crate::console::users::find,
        crate::console::users::uses,
        crate::console::users::update,
        crate::console::avatar::set_of,
        crate::console::avatar::remove_of,
        crate::console::users::deactivate,
        crate::console::users::reactivate,
        crate::console::invite::invite,
        crate::console::invite::renew,
        crate::console::invite::reset,
        crate::console::profiles::list,
        crate::console::profiles::create,
        crate::console::profiles::update,
        crate::console::profiles::delete,
        crate::console::tokens::list,
        crate::console::tokens::create,
        crate::console::tokens::revoke,
        crate::console::audit::page,
        crate::console::designer::draft,
        crate::console::designer::change,
        crate::console::designer::editing,
        crate::console::designer::leave,
        crate::console::designer::versions,
        crate::console::designer::version,
        crate::console::designer::look_at_route,
        crate::console::test_chat::test,
        crate::console::dialogues::list,
        crate::console::dialogues::save,
        crate::console::dialogue_settings::look_at_targets,
        crate::console::dialogue_audience::match_target,
        crate::console::dialogue_audience::look_at_audience,
        crate::console::dialogue_settings::set,
        crate::console::dialogues::check,
        crate::console::dialogues::file,
        crate::console::dialogues::publish,
        crate::console::dialogues::unpublish,
        crate::console::dialogues::set_priority,
        crate::console::dialogue_shelf::archive,
        crate::console::dialogue_shelf::restore,
        crate::console::dialogue_shelf::uses,
        crate::console::dialogue_shelf::delete,
        crate::console::report::find,
        crate::console::report::passed,
        crate::console::dialogues::switch,
        crate::console::attributes::list,
        crate::console::attributes::create,
        crate::console::attributes::change,
        crate::console::attributes::delete,
        crate::console::lists::list,
        crate::console::lists::create,
        crate::console::lists::delete,
        crate::console::lists::members,
        crate::console::lists::add,
        crate::console::lists::remove,
        crate::console::live_chat::find,
        crate::console::live_chat::set,
        crate::console::routing::agents::list,
        crate::console::routing::agents::place,
        crate::console::routing::decisions::of_conversation,
        crate::console::routing::missed::list,
        crate::console::routing::agents::limit,
        crate::console::routing::rings::order,
        crate::console::routing::rings::set_order,
        crate::console::routing::agents::colleagues,
        crate::console::routing::settings::queue,
        crate::console::routing::settings::set_queue,
        crate::console::routing::teams::list,
        crate::console::routing::teams::create,
        crate::console::routing::teams::find,
        crate::console::routing::teams::members,
        crate::console::routing::rules::members,
        crate::console::routing::teams::update,
        crate::console::routing::teams::delete,
        crate::console::routing::rules::list,
        crate::console::routing::rules::create,
        crate::console::routing::rules::find,
        crate::console::routing::rules::update,
        crate::console::routing::rules::delete,
        crate::console::routing::rules::place,
        crate::console::routing::what_if::ask,
        crate::console::routing::replay::replay,
        crate::console::routing::accounts::list,
        crate::console::routing::accounts::create,
        crate::console::routing::accounts::owners,
        crate::console::routing::account_file::download,
        crate::console::routing::account_file::look,
        crate::console::routing::account_file::upload,
        crate::console::routing::accounts::update,
        crate::console::routing::accounts::delete,
        crate::console::routing::settings::fallback,
        crate::console::routing::settings::set_fallback,
        crate::console::routing::settings::blocked,
        crate::console::routing::settings::set_blocked,
        crate::console::schedule::own,
        crate::console::schedule::set_own,
        crate::console::schedule::of,
        crate::console::schedule::set_of,
        crate::console::schedule::look,
        crate::console::schedule::zones,
        crate::console::website::find,
        crate::console::website::list_domain,
        crate::console::website::remove_domain,
        crate::console::website::set_privacy,
    ),
    components(schemas(
        visitor::VisitorFrame,
        visitor::VisitorServerFrame,
        console::AgentFrame,
        console::AgentServerFrame,
        problem::Problem,
        // What a tree holds is not looked for, lest that go round in circles.
        stream_file::TestFile,
        stream_file::OperatorFile,
        // Only what is asked names it.
        dialogues::DialogueStanding,
    ))
)]
struct ApiDoc;

/// The document as indented JSON.
pub fn document() -> Result<String, serde_json::Error> {
    let mut text = serde_json::to_string_pretty(&with_permissions()?)?;
    text.push('\n');
    Ok(text)
}

/// The document to be read by program.
pub(crate) fn described() -> Result<Value, serde_json::Error> {
    serde_json::to_value(with_permissions()?)
}

/// The document, each call with who may call it, as the table says.
fn with_permissions() -> Result<openapi::OpenApi, serde_json::Error> {
    let mut document = ApiDoc::openapi();
    let components = document.components.get_or_insert_default();
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some(BEARER)).build();
    let cookie = ApiKeyValue::with_description("__Host-frontdesk", "Of somebody who has signed in.");
    components.add_security_scheme("token", SecurityScheme::Http(bearer));
    components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    for (path, item) in &mut document.paths.paths {
        let methods = [
            ("GET", &mut item.get),
            ("PUT", &mut item.put),
            ("POST", &mut item.post),
            ("PATCH", &mut item.patch),
            ("DELETE", &mut item.delete),
        ];
        for (method, operation) in methods {
            let row = permit::calls().find(|call| call.method == method && call.path == path);
            let Some((operation, row)) = operation.as_mut().zip(row) else { continue };
            let by = |names: &[&str]| {
                names.iter().map(|name| SecurityRequirement::new::<_, [&str; 0], &str>(*name, [])).collect()
            };
            operation.security = match row.who {
                Who::Anyone => None,
                Who::Visitor => Some(by(&["token"])),
                Who::User | Who::Holder(_) => Some(by(&["session", "token"])),
                Who::Session | Who::SessionHolder(_) => Some(by(&["session"])),
            };
            if let Some(needed) = row.who.needed() {
                let named =
                    ExtensionsBuilder::new().add("x-permission", serde_json::to_value(needed)?).build();
                operation.extensions = Some(named);
            }
        }
    }
    Ok(document)
}

const BEARER: &str = "An API token, made in the console; for calls of the widget, the visitor's token.";

/// Serves the document.
pub(crate) async fn serve() -> impl IntoResponse {
    ([(CONTENT_TYPE, "application/json")], document().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every schema that a part of the document refers to.
    fn referred<'a>(part: &'a Value, found: &mut Vec<&'a str>) {
        match part {
            Value::Object(fields) => {
                found.extend(fields.get("$ref").and_then(Value::as_str));
                fields.values().for_each(|field| referred(field, found));
            }
            Value::Array(parts) => parts.iter().for_each(|part| referred(part, found)),
            _ => {}
        }
    }

    #[test]
    fn everything_that_is_referred_to_is_described() {
        let document: Value = serde_json::from_str(&document().expect("a document")).expect("JSON");
        let mut names = Vec::new();
        referred(&document, &mut names);
        assert!(!names.is_empty());
        for name in names {
            let place = name.strip_prefix('#').expect("a reference into the document itself");
            assert!(document.pointer(place).is_some(), "{name}");
        }
    }
}
