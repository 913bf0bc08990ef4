//! What a visitor's address tells: country, region, city and company (`TARGET-2`, `ROUTE-1`).

use std::net::IpAddr;

use frontdesk_domain::attribute::Values;
use frontdesk_domain::ids::VisitorId;
use frontdesk_store::repo::visitor;
use frontdesk_store::{Lock, Tx};

use crate::{AppError, Frontdesk};

/// Port: what an address tells.
pub trait Addresses: Send + Sync {
    /// The inferred attributes that are known of an address; none where it is not known. Never waits.
    fn infer(&self, address: IpAddr) -> Values;
}

/// Looks up where a visitor is who has come from an address, and keeps that; the address itself is not kept. Nothing is
/// done where no file is set.
pub async fn locate(desk: &Frontdesk, who: VisitorId, address: IpAddr) -> Result<(), AppError> {
    if desk.addresses.is_none() {
        return Ok(());
    }
    let inferred = desk.infer(address);
    let known = desk.store.read(move |tx| Ok::<_, AppError>(visitor::find(tx, who)?)).await?;
    if known.is_some_and(|visitor| visitor.inferred == inferred) {
        return Ok(());
    }
    desk.store.write(move |tx| keep(tx, who, &inferred)).await
}

/// Keeps what a visitor's address tells, in place of what an earlier one told.
pub fn keep(tx: &mut Tx<'_>, who: VisitorId, inferred: &Values) -> Result<(), AppError> {
    tx.lock(Lock::Visitor(who))?;
    Ok(visitor::set_inferred(tx, who, inferred)?)
}
