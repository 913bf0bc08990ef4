//! The OpenAPI document: the HTTP calls, and the socket frames as schemas beside them.

use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use frontdesk_protocol::{console, problem, visitor};
use utoipa::OpenApi;

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
        crate::console::own::change_password,
        crate::console::own::sessions,
        crate::console::own::end_session,
        crate::console::own::sign_out_everywhere,
        crate::console::users::list,
        crate::console::users::find,
        crate::console::users::update,
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
        crate::console::dialogues::list,
        crate::console::dialogues::save,
        crate::console::dialogue_settings::look_at_targets,
        crate::console::dialogue_settings::set,
        crate::console::dialogues::check,
        crate::console::dialogues::file,
        crate::console::dialogues::publish,
        crate::console::dialogues::unpublish,
        crate::console::dialogues::set_priority,
        crate::console::dialogues::switch,
        crate::console::attributes::list,
        crate::console::attributes::create,
        crate::console::attributes::change,
        crate::console::attributes::delete,
    ),
    components(schemas(
        visitor::VisitorFrame,
        visitor::VisitorServerFrame,
        console::AgentFrame,
        console::AgentServerFrame,
        problem::Problem,
    ))
)]
struct ApiDoc;

/// The document as indented JSON.
pub fn document() -> Result<String, serde_json::Error> {
    let mut text = serde_json::to_string_pretty(&ApiDoc::openapi())?;
    text.push('\n');
    Ok(text)
}

/// Serves the document.
pub(crate) async fn serve() -> impl IntoResponse {
    ([(CONTENT_TYPE, "application/json")], document().unwrap_or_default())
}
