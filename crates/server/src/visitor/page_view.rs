//! `POST /api/visitor/page-view`: what does this page show?

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use frontdesk_app::visitor::{self, Viewed, Viewing};
use frontdesk_domain::language;
use frontdesk_protocol::problem::Problem;
use frontdesk_protocol::visitor::{PageView, PageViewRequest, Show};

use crate::proxy::Client;
use crate::refusal::{Body, Failure};
use crate::{Edge, assets, origin};

/// What does this page show?
#[utoipa::path(
    post, path = "/api/visitor/page-view", tag = "visitor", request_body = PageViewRequest,
    responses((status = 200, body = PageView), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn page_view(
    State(edge): State<Edge>,
    client: Client,
    headers: HeaderMap,
    Body(request): Body<PageViewRequest>,
) -> Result<Json<PageView>, Failure> {
    let rules = edge.desk.rules();
    let token = request.token.clone();
    let texts = assets::launcher_texts(language::choose(request.languages.split(',')));
    let viewing = Viewing {
        token: request.token,
        page: request.page,
        spent: request.spent.into(),
        inferred: edge.desk.infer(client.address),
    };
    let viewed = edge.desk.store.read(move |tx| visitor::page_view(tx, &rules, &viewing)).await?;
    let Viewed { show, noted, waits, timed } = viewed;
    let token = match show {
        visitor::Show::Dialogue { dialogue, .. } if !noted => {
            edge.desk.store.write(move |tx| visitor::meet(tx, token.as_deref(), dialogue)).await?
        }
        _ => None,
    };
    let show = match show {
        visitor::Show::Nothing => Show::Nothing,
        visitor::Show::Dialogue { dialogue, poke } => Show::Dialogue { dialogue: dialogue.0, poke },
        visitor::Show::Conversation { conversation, over, read, unread } => {
            Show::Conversation { conversation: conversation.0, over, read, unread }
        }
    };
    let cookie_domain = origin::shared_domain(&edge, &headers);
    let wait = (!waits.is_empty()).then(|| waits.into());
    let settings = edge.config.widget.clone();
    Ok(Json(PageView { token, cookie_domain, show, settings, texts, wait, timed }))
}
