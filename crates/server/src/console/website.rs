//! `/api/console/website`: where the widget may be, and what privacy asks for.

use axum::extract::{Path, State};
use axum::{Extension, Json};
use frontdesk_app::session::SignedIn;
use frontdesk_app::website::{self, Known};
use frontdesk_domain::website::{BadDomain, Domain, Domains, privacy_link};
use frontdesk_protocol::problem::{Code, Problem};
use frontdesk_protocol::website::{Website, WebsiteDomain, WebsitePrivacy};

use crate::Edge;
use crate::refusal::{Body, Failure, problem};

/// The settings of the website.
#[utoipa::path(
    get, path = "/api/console/website", operation_id = "find_website", tag = "website",
    responses((status = 200, body = Website), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn find(State(edge): State<Edge>) -> Result<Json<Website>, Failure> {
    let read = edge.desk.store.read(website::read).await?;
    Ok(told(&edge, read))
}

/// Lists a domain, whose pages may carry the widget within 5 seconds. One that is listed is changed.
#[utoipa::path(
    post, path = "/api/console/website/domains", operation_id = "list_domain", tag = "website",
    request_body = WebsiteDomain,
    responses((status = 200, body = Website), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn list_domain(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Body(wanted): Body<WebsiteDomain>,
) -> Result<Json<Website>, Failure> {
    refuse_pinned(&edge)?;
    let actor = signed_in.actor();
    let domain = Domain::parse(&wanted.domain, wanted.subdomains).map_err(|bad| {
        let code = if matches!(bad, BadDomain::PublicSuffix(_)) { Code::PublicSuffix } else { Code::Invalid };
        problem(code, bad.to_string())
    })?;
    let done = edge.desk.store.write(move |tx| website::list_domain(tx, Some(actor), &domain)).await?;
    Ok(told(&edge, done))
}

/// Takes a domain off the list: within 5 seconds its pages may no longer carry the widget, and their sockets are closed.
#[utoipa::path(
    delete, path = "/api/console/website/domains/{domain}", operation_id = "remove_domain", tag = "website",
    params(("domain" = String, Path, description = "As it is told in the list.")),
    responses((status = 200, body = Website), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn remove_domain(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Path(name): Path<String>,
) -> Result<Json<Website>, Failure> {
    refuse_pinned(&edge)?;
    let actor = signed_in.actor();
    let done = edge.desk.store.write(move |tx| website::remove_domain(tx, Some(actor), &name)).await?;
    Ok(told(&edge, done))
}

/// Sets what privacy asks for. Pages follow within a minute: that long browsers keep the loader.
#[utoipa::path(
    put, path = "/api/console/website/privacy", operation_id = "set_privacy", tag = "website",
    request_body = WebsitePrivacy,
    responses((status = 200, body = Website), (status = "4XX", body = Problem), (status = "5XX", body = Problem))
)]
pub(crate) async fn set_privacy(
    State(edge): State<Edge>,
    Extension(signed_in): Extension<SignedIn>,
    Body(wanted): Body<WebsitePrivacy>,
) -> Result<Json<Website>, Failure> {
    let actor = signed_in.actor();
    let link = privacy_link(wanted.privacy_link.as_deref().unwrap_or_default())
        .map_err(|bad| problem(Code::Invalid, bad.to_string()))?;
    let set = move |tx: &mut frontdesk_store::Tx<'_>| {
        website::set_privacy(tx, Some(actor), wanted.consent_required, link.clone())
    };
    Ok(told(&edge, edge.desk.store.write(set).await?))
}

fn refuse_pinned(edge: &Edge) -> Result<(), Failure> {
    if edge.config.pinned_domains.0.is_empty() {
        return Ok(());
    }
    Err(problem(Code::Conflict, "the operator of this server has set the domains (--allowed-domains)"))
}

/// Tells the settings; this node knows them from now on.
fn told(edge: &Edge, known: Known) -> Json<Website> {
    let Domains(pinned) = &edge.config.pinned_domains;
    let website = &known.website;
    let domains = if pinned.is_empty() { &website.domains.0 } else { pinned };
    let answer = Website {
        server: edge.config.public_url.origin().ascii_serialization(),
        domains: domains
            .iter()
            .map(|Domain { name, subdomains }| WebsiteDomain {
                domain: name.clone(),
                subdomains: *subdomains,
            })
            .collect(),
        pinned: !pinned.is_empty(),
        privacy: WebsitePrivacy {
            consent_required: website.consent_required,
            privacy_link: website.privacy_link.clone(),
        },
    };
    edge.desk.know_website(known);
    Json(answer)
}
