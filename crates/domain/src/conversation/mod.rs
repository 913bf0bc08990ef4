//! A conversation is a log of facts; its state is a fold over them.
//!
//! [`fact`] says what can happen, [`state`] folds it, [`machine`] decides what follows from a command: a
//! function from state, command and now to new facts or a typed refusal.

pub mod body;
pub mod fact;
mod fold;
pub mod machine;
mod silence;
pub mod standing;
pub mod state;
