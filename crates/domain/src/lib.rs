//! The rules of Frontdesk: pure functions and data, without IO, clock or chance.
pub mod ids;
