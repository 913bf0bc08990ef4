//! The OpenAPI document: the HTTP calls, and the socket frames as schemas beside them.

use frontdesk_protocol::{console, problem, visitor};
use utoipa::OpenApi;

/// Everything that travels.
#[derive(OpenApi)]
#[openapi(
    info(title = "Frontdesk", description = "Live chat and conversational marketing.", license(name = "MIT OR Apache-2.0")),
    components(schemas(
        visitor::PageViewRequest,
        visitor::PageView,
        visitor::VisitorFrame,
        visitor::VisitorServerFrame,
        console::SignIn,
        console::Me,
        console::AgentFrame,
        console::AgentServerFrame,
        problem::Problem,
    ))
)]
pub struct ApiDoc;

/// The document as indented JSON.
pub fn document() -> Result<String, serde_json::Error> {
    let mut text = serde_json::to_string_pretty(&ApiDoc::openapi())?;
    text.push('\n');
    Ok(text)
}
