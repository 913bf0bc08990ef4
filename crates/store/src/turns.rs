//! For tests that decide in which order the statements of racing transactions run.

/// Whom each writing connection to PostgreSQL asks before it begins a transaction, sends a statement of one, or commits it.
/// A server that serves has none.
pub trait Turns: Send + Sync {
    /// Waits until the connection with this process number may go on. `false`: it is to go on as if the database had asked for
    /// the function to be run again.
    fn wait(&self, process: i32) -> bool;
}
