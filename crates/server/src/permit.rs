//! Who may call what (`PERM-1`): one table of all calls, from which the routes are mounted and checked, and one of the
//! agent's frames. A call without its row can't be mounted; a frame without its row does not compile.

use std::time::Duration;

use axum::Router;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::Method;
use axum::http::request::Parts;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use frontdesk_app::session::By;
use frontdesk_domain::permission::Permission;
use frontdesk_protocol::console::AgentFrame;
use frontdesk_protocol::problem::Code;

use crate::proxy::Client;
use crate::refusal::{Failure, problem, too_many};
use crate::{Edge, console, origin, visitor};

/// Who may call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Anybody, signed in or not.
    Anyone,
    /// A visitor, known by the token of their browser.
    Visitor,
    /// A user who is signed in, or a program by the API token of one.
    User,
    /// The same, who holds a permission.
    Holder(Permission),
    /// A user who is signed in; no token.
    Session,
    /// The same, who holds a permission.
    SessionHolder(Permission),
}

impl Who {
    /// The permission that it takes.
    pub fn needed(self) -> Option<Permission> {
        match self {
            Self::Holder(needed) | Self::SessionHolder(needed) => Some(needed),
            Self::Anyone | Self::Visitor | Self::User | Self::Session => None,
        }
    }
}

/// Through which door a call comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// From pages that carry the widget.
    Site,
    /// A socket of pages that carry the widget.
    SiteSocket,
    /// From the console's own pages.
    Console,
    /// A socket of the console's own pages.
    ConsoleSocket,
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Call {
    /// In upper case.
    pub method: &'static str,
    /// As axum and OpenAPI write it.
    pub path: &'static str,
    /// Through which door it comes.
    pub door: Door,
    /// Who may call.
    pub who: Who,
}

macro_rules! calls {
    ($(#[$doc:meta])* $table:ident, $mount:ident, $door:expr,
     $($who:expr, $get:ident $method:literal $path:literal => $handler:path;)*) => {
        $(#[$doc])*
        pub const $table: &[Call] =
            &[$(Call { method: $method, path: $path, door: $door, who: $who },)*];

        /// Mounts the table's calls, each behind its check.
        pub(crate) fn $mount(edge: &Edge) -> Router<Edge> {
            Router::new()$(.route(
                $path,
                axum::routing::$get($handler)
                    .route_layer(from_fn_with_state((edge.clone(), $door, $who), check)),
            ))*
        }
    };
}

/// Of which conversations is decided by the use case: one's own, or with *view all conversations* all.
const READERS: Who = Who::Holder(Permission::ViewMyConversations);
const USERS: Who = Who::Holder(Permission::ManageUsersAndProfiles);
const VIEW: Who = Who::Holder(Permission::ViewDialogues);
const MANAGE: Who = Who::Holder(Permission::ManageDialogues);
/// Who makes tokens must be signed in: a token that leaked could make others.
const TOKENS: Who = Who::SessionHolder(Permission::ManageIntegrations);
/// What pages show at once.
const PUBLISH: Who = Who::Holder(Permission::PublishDialogues);
const PRIVACY: Who = Who::Holder(Permission::ManagePrivacyAndSecurity);
const RING: Who = Who::Holder(Permission::ViewRoundRobin);
const AGENTS: Who = Who::Holder(Permission::ManageAgents);
const CHATS: Who = Who::Holder(Permission::TakeLiveChats);
const SEE_TEAMS: Who = Who::Holder(Permission::ViewTeams);
const TEAMS: Who = Who::Holder(Permission::ManageTeams);
const SEE_RULES: Who = Who::Holder(Permission::ViewRules);
const RULES: Who = Who::Holder(Permission::ManageRules);
const SEE_ACCOUNTS: Who = Who::Holder(Permission::ViewAccounts);
const ACCOUNTS: Who = Who::Holder(Permission::ManageAccounts);
const SCHEDULE: Who = Who::Holder(Permission::ManageLiveChatAvailability);
const SETTINGS: Who = Who::Holder(Permission::ManageChatbotSettings);

calls! {
    /// Calls from pages that carry the widget.
    SITE, site, Door::Site,
    Who::Anyone, post "POST" "/api/visitor/page-view" => visitor::page_view::page_view;
    Who::Visitor, post "POST" "/api/visitor/command" => visitor::command::command;
    Who::Visitor, get "GET" "/api/visitor/entries" => visitor::entries::entries;
}

calls! {
    /// The visitor's socket: who speaks is said by its first frame.
    SITE_SOCKET, site_socket, Door::SiteSocket,
    Who::Anyone, get "GET" "/api/visitor/socket" => visitor::socket::socket;
}

calls! {
    /// Calls from the console's own pages.
    CONSOLE, console, Door::Console,
    Who::Anyone, post "POST" "/api/console/session" => console::session::sign_in;
    Who::User, get "GET" "/api/console/session" => console::session::who;
    Who::Session, delete "DELETE" "/api/console/session" => console::session::sign_out;
    Who::Anyone, post "POST" "/api/console/link/look" => console::links::look;
    Who::Anyone, post "POST" "/api/console/link/follow" => console::links::follow;
    Who::Session, put "PUT" "/api/console/me/name" => console::own::rename;
    Who::Session, put "PUT" "/api/console/me/avatar" => console::avatar::set_own;
    Who::Session, delete "DELETE" "/api/console/me/avatar" => console::avatar::remove_own;
    Who::Session, put "PUT" "/api/console/me/password" => console::own::change_password;
    Who::Session, get "GET" "/api/console/me/sessions" => console::own::sessions;
    Who::Session, delete "DELETE" "/api/console/me/sessions" => console::own::sign_out_everywhere;
    Who::Session, delete "DELETE" "/api/console/me/sessions/{id}" => console::own::end_session;
    Who::Session, get "GET" "/api/console/me/mail" => console::mail::own;
    Who::Session, put "PUT" "/api/console/me/mail" => console::mail::set_own;
    TOKENS, post "POST" "/api/console/mail/test" => console::mail::test;
    SCHEDULE, get "GET" "/api/console/me/schedule" => console::schedule::own;
    SCHEDULE, put "PUT" "/api/console/me/schedule" => console::schedule::set_own;
    AGENTS, get "GET" "/api/console/agents/{id}/schedule" => console::schedule::of;
    AGENTS, put "PUT" "/api/console/agents/{id}/schedule" => console::schedule::set_of;
    Who::User, post "POST" "/api/console/schedule/look" => console::schedule::look;
    Who::User, get "GET" "/api/console/time-zones" => console::schedule::zones;
    READERS, get "GET" "/api/console/conversations" => console::conversations::list;
    READERS, get "GET" "/api/console/conversations/dialogues" => console::conversations::dialogues;
    READERS, get "GET" "/api/console/conversations/{conversation}" => console::conversations::one;
    READERS, get "GET" "/api/console/conversations/{conversation}/transcript" => console::conversations::text;
    READERS, get "GET" "/api/console/conversations/{conversation}/decisions" => console::routing::decisions::of_conversation;
    READERS, get "GET" "/api/console/missed" => console::routing::missed::list;
    VIEW, get "GET" "/api/console/dialogues" => console::dialogues::list;
    MANAGE, post "POST" "/api/console/dialogues" => console::dialogues::save;
    PUBLISH, put "PUT" "/api/console/dialogues/switch" => console::dialogues::switch;
    MANAGE, post "POST" "/api/console/dialogues/targets" => console::dialogue_settings::look_at_targets;
    MANAGE, post "POST" "/api/console/dialogues/targets/match" => console::dialogue_audience::match_target;
    MANAGE, post "POST" "/api/console/dialogues/audience" => console::dialogue_audience::look_at_audience;
    MANAGE, put "PUT" "/api/console/dialogues/{dialogue}/settings" => console::dialogue_settings::set;
    VIEW, post "POST" "/api/console/dialogues/route" => console::designer::look_at_route;
    VIEW, get "GET" "/api/console/dialogues/{dialogue}/draft" => console::designer::draft;
    MANAGE, put "PUT" "/api/console/dialogues/{dialogue}/draft" => console::designer::change;
    VIEW, post "POST" "/api/console/dialogues/{dialogue}/editing" => console::designer::editing;
    VIEW, delete "DELETE" "/api/console/dialogues/{dialogue}/editing/{tab}" => console::designer::leave;
    VIEW, post "POST" "/api/console/dialogues/{dialogue}/test" => console::test_chat::test;
    VIEW, get "GET" "/api/console/dialogues/{dialogue}/versions" => console::designer::versions;
    VIEW, get "GET" "/api/console/dialogues/{dialogue}/versions/{number}" => console::designer::version;
    VIEW, get "GET" "/api/console/dialogues/{dialogue}/check" => console::dialogues::check;
    VIEW, get "GET" "/api/console/dialogues/{dialogue}/file" => console::dialogues::file;
    PUBLISH, post "POST" "/api/console/dialogues/{dialogue}/publish" => console::dialogues::publish;
    PUBLISH, post "POST" "/api/console/dialogues/{dialogue}/unpublish" => console::dialogues::unpublish;
    PUBLISH, put "PUT" "/api/console/dialogues/{dialogue}/priority" => console::dialogues::set_priority;
    MANAGE, post "POST" "/api/console/dialogues/{dialogue}/archive" => console::dialogue_shelf::archive;
    MANAGE, post "POST" "/api/console/dialogues/{dialogue}/restore" => console::dialogue_shelf::restore;
    VIEW, get "GET" "/api/console/dialogues/{dialogue}/uses" => console::dialogue_shelf::uses;
    MANAGE, delete "DELETE" "/api/console/dialogues/{dialogue}" => console::dialogue_shelf::delete;
    VIEW, get "GET" "/api/console/dialogues/{dialogue}/report" => console::report::find;
    VIEW, get "GET" "/api/console/dialogues/{dialogue}/passed" => console::report::passed;
    VIEW, get "GET" "/api/console/attributes" => console::attributes::list;
    SETTINGS, post "POST" "/api/console/attributes" => console::attributes::create;
    SETTINGS, patch "PATCH" "/api/console/attributes/{name}" => console::attributes::change;
    SETTINGS, delete "DELETE" "/api/console/attributes/{name}" => console::attributes::delete;
    VIEW, get "GET" "/api/console/lists" => console::lists::list;
    SETTINGS, post "POST" "/api/console/lists" => console::lists::create;
    SETTINGS, delete "DELETE" "/api/console/lists/{name}" => console::lists::delete;
    SETTINGS, get "GET" "/api/console/lists/{name}/members" => console::lists::members;
    SETTINGS, post "POST" "/api/console/lists/{name}/members" => console::lists::add;
    SETTINGS, delete "DELETE" "/api/console/lists/{name}/members/{email}" => console::lists::remove;
    SETTINGS, get "GET" "/api/console/live-chat" => console::live_chat::find;
    SETTINGS, put "PUT" "/api/console/live-chat" => console::live_chat::set;
    PRIVACY, get "GET" "/api/console/website" => console::website::find;
    PRIVACY, post "POST" "/api/console/website/domains" => console::website::list_domain;
    PRIVACY, delete "DELETE" "/api/console/website/domains/{domain}" => console::website::remove_domain;
    PRIVACY, put "PUT" "/api/console/website/privacy" => console::website::set_privacy;
    RING, get "GET" "/api/console/agents" => console::routing::agents::list;
    AGENTS, put "PUT" "/api/console/agents/{id}/place" => console::routing::agents::place;
    SEE_TEAMS, get "GET" "/api/console/teams" => console::routing::teams::list;
    TEAMS, post "POST" "/api/console/teams" => console::routing::teams::create;
    SEE_TEAMS, get "GET" "/api/console/teams/{id}" => console::routing::teams::find;
    SEE_TEAMS, get "GET" "/api/console/teams/{id}/agents" => console::routing::teams::members;
    TEAMS, put "PUT" "/api/console/teams/{id}" => console::routing::teams::update;
    TEAMS, delete "DELETE" "/api/console/teams/{id}" => console::routing::teams::delete;
    SEE_RULES, get "GET" "/api/console/rules" => console::routing::rules::list;
    RULES, post "POST" "/api/console/rules" => console::routing::rules::create;
    SEE_RULES, get "GET" "/api/console/rules/{id}" => console::routing::rules::find;
    SEE_RULES, get "GET" "/api/console/rules/{id}/agents" => console::routing::rules::members;
    RULES, put "PUT" "/api/console/rules/{id}" => console::routing::rules::update;
    RULES, delete "DELETE" "/api/console/rules/{id}" => console::routing::rules::delete;
    RULES, put "PUT" "/api/console/rules/{id}/place" => console::routing::rules::place;
    SEE_RULES, post "POST" "/api/console/what-if" => console::routing::what_if::ask;
    SEE_RULES, post "POST" "/api/console/what-if/replay" => console::routing::replay::replay;
    SEE_ACCOUNTS, get "GET" "/api/console/accounts" => console::routing::accounts::list;
    ACCOUNTS, post "POST" "/api/console/accounts" => console::routing::accounts::create;
    ACCOUNTS, get "GET" "/api/console/accounts/owners" => console::routing::accounts::owners;
    SEE_ACCOUNTS, get "GET" "/api/console/accounts/file" => console::routing::account_file::download;
    ACCOUNTS, post "POST" "/api/console/accounts/look" => console::routing::account_file::look;
    ACCOUNTS, post "POST" "/api/console/accounts/upload" => console::routing::account_file::upload;
    ACCOUNTS, put "PUT" "/api/console/accounts/{id}" => console::routing::accounts::update;
    ACCOUNTS, delete "DELETE" "/api/console/accounts/{id}" => console::routing::accounts::delete;
    AGENTS, put "PUT" "/api/console/agents/{id}/limit" => console::routing::agents::limit;
    AGENTS, get "GET" "/api/console/rings/{ring}/order" => console::routing::rings::order;
    AGENTS, put "PUT" "/api/console/rings/{ring}/order" => console::routing::rings::set_order;
    CHATS, get "GET" "/api/console/colleagues" => console::routing::agents::colleagues;
    AGENTS, get "GET" "/api/console/routing/queue" => console::routing::settings::queue;
    AGENTS, put "PUT" "/api/console/routing/queue" => console::routing::settings::set_queue;
    AGENTS, get "GET" "/api/console/routing/fallback" => console::routing::settings::fallback;
    AGENTS, put "PUT" "/api/console/routing/fallback" => console::routing::settings::set_fallback;
    PRIVACY, get "GET" "/api/console/routing/blocked-domains" => console::routing::settings::blocked;
    PRIVACY, put "PUT" "/api/console/routing/blocked-domains" => console::routing::settings::set_blocked;
    USERS, get "GET" "/api/console/users" => console::users::list;
    USERS, post "POST" "/api/console/users" => console::invite::invite;
    USERS, get "GET" "/api/console/users/{id}" => console::users::find;
    USERS, get "GET" "/api/console/users/{id}/uses" => console::users::uses;
    USERS, put "PUT" "/api/console/users/{id}" => console::users::update;
    USERS, put "PUT" "/api/console/users/{id}/avatar" => console::avatar::set_of;
    USERS, delete "DELETE" "/api/console/users/{id}/avatar" => console::avatar::remove_of;
    USERS, post "POST" "/api/console/users/{id}/deactivate" => console::users::deactivate;
    USERS, post "POST" "/api/console/users/{id}/reactivate" => console::users::reactivate;
    USERS, post "POST" "/api/console/users/{id}/invite" => console::invite::renew;
    USERS, post "POST" "/api/console/users/{id}/reset" => console::invite::reset;
    USERS, get "GET" "/api/console/profiles" => console::profiles::list;
    USERS, post "POST" "/api/console/profiles" => console::profiles::create;
    USERS, put "PUT" "/api/console/profiles/{id}" => console::profiles::update;
    USERS, delete "DELETE" "/api/console/profiles/{id}" => console::profiles::delete;
    TOKENS, get "GET" "/api/console/tokens" => console::tokens::list;
    TOKENS, post "POST" "/api/console/tokens" => console::tokens::create;
    TOKENS, delete "DELETE" "/api/console/tokens/{id}" => console::tokens::revoke;
    USERS, get "GET" "/api/console/audit" => console::audit::page;
}

calls! {
    /// The agent's socket.
    CONSOLE_SOCKET, console_socket, Door::ConsoleSocket,
    Who::Session, get "GET" "/api/console/socket" => console::socket::socket;
}

/// The whole table.
pub fn calls() -> impl Iterator<Item = &'static Call> {
    [SITE, SITE_SOCKET, CONSOLE, CONSOLE_SOCKET].into_iter().flatten()
}

/// Who may send a frame on the agent's socket. Which conversation it may name is decided by its use case.
pub fn agent_frame(frame: &AgentFrame) -> Who {
    match frame {
        AgentFrame::Hello { .. } | AgentFrame::Ping | AgentFrame::Unsubscribe { .. } => Who::User,
        AgentFrame::Subscribe { .. } | AgentFrame::Seen { .. } => {
            Who::Holder(Permission::ViewMyConversations)
        }
        AgentFrame::Accept { .. }
        | AgentFrame::Decline { .. }
        | AgentFrame::Transfer { .. }
        | AgentFrame::TakeBack { .. }
        | AgentFrame::Say { .. }
        | AgentFrame::End { .. }
        | AgentFrame::Typing { .. } => Who::Holder(Permission::TakeLiveChats),
        AgentFrame::SetAvailable { .. } | AgentFrame::FollowSchedule { .. } => {
            Who::Holder(Permission::ManageLiveChatAvailability)
        }
    }
}

/// Lets a call through to its handler, which finds who calls among the request's extensions: a `VisitorId` or a
/// [`SignedIn`](frontdesk_app::session::SignedIn).
async fn check(State((edge, door, who)): State<(Edge, Door, Who)>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let client = match Client::from_request_parts(&mut parts, &edge).await {
        Ok(client) => client,
        Err(rejection) => return rejection.into_response(),
    };
    match admit(&edge, door, who, &client, &mut parts).await {
        Ok(()) => next.run(Request::from_parts(parts, body)).await,
        Err(failure) => failure.into_response(),
    }
}

async fn admit(
    edge: &Edge,
    door: Door,
    who: Who,
    client: &Client,
    request: &mut Parts,
) -> Result<(), Failure> {
    // A page can't send a token without being asked first: what is judged by one is no forged request.
    let by_token = who != Who::Anyone && console::bearer(&request.headers).is_some();
    let own = match door {
        Door::Site | Door::SiteSocket => true,
        Door::Console => by_token || origin::is_from_own_page(&request.method, &request.headers),
        Door::ConsoleSocket => origin::is_own(&request.headers),
    };
    if !own {
        return Err(problem(Code::WrongOrigin, "only the console's own pages may do this"));
    }
    let allowed = match door {
        Door::Site => edge.limits.allow_call(client.counted),
        // After a restart all visitors come back at once, where a proxy stands before us from one address.
        Door::SiteSocket => true,
        Door::Console | Door::ConsoleSocket => edge.limits.allow_console_call(client.counted),
    };
    if !allowed {
        return Err(too_many("too many requests; please slow down", Duration::ZERO));
    }
    match who {
        Who::Anyone => {}
        Who::Visitor => {
            let visitor = visitor::of_headers(edge, &request.headers).await?;
            request.extensions.insert(visitor);
        }
        Who::User | Who::Holder(_) | Who::Session | Who::SessionHolder(_) => {
            let signed_in = console::signed_in(edge, &request.headers).await?;
            if let By::Token(token) = &signed_in.by {
                let slow_down = |wait| too_many("too many requests by this token; please slow down", wait);
                edge.limits.allow_token(token.id).map_err(slow_down)?;
                if matches!(who, Who::Session | Who::SessionHolder(_)) {
                    return Err(console::not_for_tokens());
                }
            }
            if let Some(needed) = who.needed()
                && !signed_in.access.permissions.has(needed)
            {
                return Err(Failure::lacking(needed));
            }
            let reads = matches!(request.method, Method::GET | Method::HEAD);
            if !reads && !edge.limits.allow_act(signed_in.account.id) {
                return Err(too_many("too many changes at once; please wait a minute", Duration::ZERO));
            }
            request.extensions.insert(signed_in);
        }
    }
    Ok(())
}
