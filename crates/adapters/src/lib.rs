//! Adapters: what reaches out of the house. Each carries out a port of `app`.

pub mod address;
pub mod smtp;
