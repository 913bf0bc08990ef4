//! Before a dialogue is kept: would a page show it, and who would see it?

use axum::extract::State;
use axum::{Extension, Json};
use frontdesk_app::audience::{self, Count, Named, Reached};
use frontdesk_app::session::SignedIn;
use frontdesk_domain::permission::Permission;
use frontdesk_domain::targeting::{PageUrl, UrlPattern};
use frontdesk_protocol::dialogues::{
    AudienceAnswer, AudienceCount, AudienceMember, AudienceQuestion, TargetAnswer, TargetQuestion,
};
use frontdesk_protocol::problem::Problem;

use super::criteria::read_criteria;
use crate::Edge;
use crate::refusal::{Body, Failure};

/// Tells whether a page would show a dialogue, and by which of its lines (`TARGET-1`).
#[utoipa::path(
    post, path = "/api/console/dialogues/targets/match", tag = "dialogues", request_body = TargetQuestion,
    responses((status = 200, body = TargetAnswer), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn match_target(Body(asked): Body<TargetQuestion>) -> Json<TargetAnswer> {
    let page = PageUrl::parse(asked.url.trim());
    let first = |lines: &[String]| {
        let page = page.as_ref()?;
        lines.iter().position(|line| UrlPattern::parse(line).is_ok_and(|pattern| pattern.matches(page)))
    };
    let (target, exclusion) = (first(&asked.targets), first(&asked.exclusions));
    Json(TargetAnswer { is_page: page.is_some(), target, exclusion })
}

/// Tells for how many of the newest people and visitors criteria hold. Some of the people are named to who may view all
/// conversations (`TARGET-2`).
#[utoipa::path(
    post, path = "/api/console/dialogues/audience", operation_id = "look_at_audience", tag = "dialogues",
    request_body = AudienceQuestion,
    responses((status = 200, body = AudienceAnswer), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn look_at_audience(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Body(asked): Body<AudienceQuestion>,
) -> Result<Json<AudienceAnswer>, Failure> {
    let criteria = asked.criteria.map(read_criteria).transpose()?;
    let Reached { people, visitors, named } =
        edge.desk.store.read(move |tx| audience::reached(tx, criteria.as_ref())).await?;
    let may = signed_in.access.permissions.has(Permission::ViewAllConversations);
    let member = |Named { name, email }| AudienceMember { name, email };
    let named = may.then(|| named.into_iter().map(member).collect());
    Ok(Json(AudienceAnswer { people: count(people), visitors: count(visitors), named }))
}

fn count(Count { hold, looked_at, more }: Count) -> AudienceCount {
    AudienceCount { hold, looked_at, more }
}
