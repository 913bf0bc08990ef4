//! The store's threads. What functions and receivers of wakes do is contained; a thread that panics all the same is the
//! engine's own failure, and is told to who waits for it: on SQLite nothing would be stored any more.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread::{Builder, JoinHandle};

use tokio::sync::watch;

use crate::error::StoreError;
use crate::job::words;

/// The name of SQLite's checkpointing thread.
pub(crate) const CHECKPOINTER: &str = "store-checkpoint";

/// Which thread panicked, and its words.
#[derive(Clone, Default)]
pub(crate) struct Broken(Arc<watch::Sender<Option<String>>>);

impl Broken {
    /// Waits until a thread has panicked.
    pub fn wait(&self) -> impl Future<Output = String> + Send + 'static {
        let mut told = self.0.subscribe();
        async move {
            match told.wait_for(Option::is_some).await.map(|why| why.clone()) {
                Ok(Some(why)) => why,
                _ => std::future::pending().await, // the store was closed in peace
            }
        }
    }

    /// Starts a named thread.
    pub fn watched(
        &self,
        name: &'static str,
        run: impl FnOnce() + Send + 'static,
    ) -> Result<JoinHandle<()>, StoreError> {
        let broken = self.clone();
        let contained = move || {
            if let Err(panic) = catch_unwind(AssertUnwindSafe(run)) {
                let panic = words(panic.as_ref());
                tracing::error!(thread = name, panic, "a thread of the store panicked");
                broken.0.send_replace(Some(format!("its thread {name} panicked: {panic}")));
            }
        };
        Builder::new()
            .name(name.to_owned())
            .spawn(contained)
            .map_err(|error| StoreError::Unavailable(format!("cannot start a thread: {error}")))
    }
}
