//! What an agent does: take or decline an offer, talk, end, turn available or not, have a schedule.

mod availability;
mod talk;

pub use availability::{
    deactivate, follow_clock, follow_schedule, reactivate, schedule_of, set_available, set_schedule,
};
pub use talk::{accept, decline, end, may_read, say, seen, take_back, transfer};
