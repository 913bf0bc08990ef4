//! Limits on rates (tries to sign in, one-time links, calls, changes, frames) and on open sockets.

use std::collections::HashMap;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use frontdesk_domain::ids::{ApiTokenId, UserId};
use governor::clock::{Clock, DefaultClock};
use governor::state::{InMemoryState, NotKeyed};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use tokio::sync::Semaphore;

const fn per(count: u32) -> NonZeroU32 {
    match NonZeroU32::new(count) {
        Some(count) => count,
        None => NonZeroU32::MIN,
    }
}

/// Tries to sign in, per minute, from one address and for one e-mail each; and of one's old password.
const SIGN_INS: NonZeroU32 = per(10);
/// Tries of one-time links, per minute, from one address.
const LINKS: NonZeroU32 = per(20);
/// Changes that one user makes by HTTP, per minute.
const ACTS: NonZeroU32 = per(120);
/// Calls by one API token, per second.
const TOKEN_CALLS: NonZeroU32 = per(10);
/// Calls by one API token at once.
const TOKEN_BURST: NonZeroU32 = per(40);
/// Calls of visitors, and calls of consoles, per second, from one address; many may share one.
const CALLS: NonZeroU32 = per(50);
/// Frames per second on one socket.
const FRAMES: NonZeroU32 = per(20);
/// Frames at once on one socket.
const FRAME_BURST: NonZeroU32 = per(60);

/// Limits that are shared by all connections.
pub(crate) struct Limits {
    enforced: bool,
    sign_ins_from: DefaultKeyedRateLimiter<IpAddr>,
    sign_ins_for: DefaultKeyedRateLimiter<String>,
    passwords_of: DefaultKeyedRateLimiter<UserId>,
    links: DefaultKeyedRateLimiter<IpAddr>,
    acts: DefaultKeyedRateLimiter<UserId>,
    tokens: DefaultKeyedRateLimiter<ApiTokenId>,
    console_calls: DefaultKeyedRateLimiter<IpAddr>,
    calls: DefaultKeyedRateLimiter<IpAddr>,
    sockets: Arc<Sockets>,
    /// Checking a password takes some 19 MB and 20 ms: not more than so many at once.
    pub(crate) passwords: Semaphore,
}

impl Limits {
    pub(crate) fn new(enforced: bool, sockets_per_address: u32) -> Self {
        let most = if enforced { sockets_per_address } else { u32::MAX };
        Self {
            enforced,
            sockets: Arc::new(Sockets { most, open: Mutex::default() }),
            sign_ins_from: RateLimiter::keyed(Quota::per_minute(SIGN_INS)),
            sign_ins_for: RateLimiter::keyed(Quota::per_minute(SIGN_INS)),
            passwords_of: RateLimiter::keyed(Quota::per_minute(SIGN_INS)),
            links: RateLimiter::keyed(Quota::per_minute(LINKS)),
            acts: RateLimiter::keyed(Quota::per_minute(ACTS)),
            tokens: RateLimiter::keyed(Quota::per_second(TOKEN_CALLS).allow_burst(TOKEN_BURST)),
            console_calls: RateLimiter::keyed(Quota::per_second(CALLS)),
            calls: RateLimiter::keyed(Quota::per_second(CALLS)),
            passwords: Semaphore::new(4),
        }
    }

    /// Whether one more try to sign in is allowed.
    pub(crate) fn allow_sign_in(&self, from: IpAddr, email: &str) -> bool {
        forget_if_many(&self.sign_ins_from);
        forget_if_many(&self.sign_ins_for);
        !self.enforced
            || (self.sign_ins_from.check_key(&from).is_ok()
                && self.sign_ins_for.check_key(&email.trim().to_lowercase()).is_ok())
    }

    /// Whether a user may try their old password once more.
    pub(crate) fn allow_password(&self, user: UserId) -> bool {
        forget_if_many(&self.passwords_of);
        !self.enforced || self.passwords_of.check_key(&user).is_ok()
    }

    /// Whether one more try of a one-time link is allowed.
    pub(crate) fn allow_link(&self, from: IpAddr) -> bool {
        forget_if_many(&self.links);
        !self.enforced || self.links.check_key(&from).is_ok()
    }

    /// Whether a user may make one more change.
    pub(crate) fn allow_act(&self, user: UserId) -> bool {
        forget_if_many(&self.acts);
        !self.enforced || self.acts.check_key(&user).is_ok()
    }

    /// Whether one more call by an API token is allowed; if not, how long to wait.
    pub(crate) fn allow_token(&self, token: ApiTokenId) -> Result<(), Duration> {
        forget_if_many(&self.tokens);
        if !self.enforced {
            return Ok(());
        }
        self.tokens.check_key(&token).map_err(|not| not.wait_time_from(DefaultClock::default().now()))
    }

    /// Whether one more call of a console is allowed; apart from visitors, so that none of them shuts agents out.
    pub(crate) fn allow_console_call(&self, from: IpAddr) -> bool {
        forget_if_many(&self.console_calls);
        !self.enforced || self.console_calls.check_key(&from).is_ok()
    }

    /// Whether one more call of a visitor is allowed.
    pub(crate) fn allow_call(&self, from: IpAddr) -> bool {
        forget_if_many(&self.calls);
        !self.enforced || self.calls.check_key(&from).is_ok()
    }

    /// A place for one more socket from this address, free again when it is dropped.
    pub(crate) fn socket(&self, from: IpAddr) -> Option<Place> {
        let mut open = self.sockets.lock();
        let count = open.entry(from).or_default();
        if *count >= self.sockets.most {
            return None;
        }
        *count += 1;
        drop(open);
        Some(Place { from, sockets: Arc::clone(&self.sockets) })
    }

    /// The limit of one socket.
    pub(crate) fn frames(&self) -> FrameLimit {
        FrameLimit(
            self.enforced.then(|| RateLimiter::direct(Quota::per_second(FRAMES).allow_burst(FRAME_BURST))),
        )
    }
}

/// How many sockets each address has open.
struct Sockets {
    most: u32,
    open: Mutex<HashMap<IpAddr, u32>>,
}

impl Sockets {
    fn lock(&self) -> MutexGuard<'_, HashMap<IpAddr, u32>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The place of one open socket among those of its address.
pub(crate) struct Place {
    from: IpAddr,
    sockets: Arc<Sockets>,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.sockets.lock();
        if let Some(count) = open.get_mut(&self.from) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.from);
            }
        }
    }
}

/// Keys that are back to full need not be remembered; a flood of addresses must not fill the memory.
fn forget_if_many<K: std::hash::Hash + Eq + Clone>(limiter: &DefaultKeyedRateLimiter<K>) {
    if limiter.len() > 10_000 {
        limiter.retain_recent();
    }
}

/// The limit of one socket.
pub(crate) struct FrameLimit(Option<RateLimiter<NotKeyed, InMemoryState, DefaultClock>>);

impl FrameLimit {
    /// Whether one more frame is allowed.
    pub(crate) fn allow(&self) -> bool {
        self.0.as_ref().is_none_or(|limiter| limiter.check().is_ok())
    }
}
