//! The edge: visitor API, console API, sockets, sign-in, embedded web assets and the OpenAPI document.

pub mod openapi;
