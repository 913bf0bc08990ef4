//! What an agent does: take or decline an offer, talk, end, turn available or not.

mod availability;
mod talk;

pub use availability::{deactivate, reactivate, set_available};
pub use talk::{accept, decline, end, may_read, say, seen};
