//! A function on its way to the database and its answer on the way back.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use tokio::sync::oneshot;

use crate::error::StoreError;
use crate::tx::{Seed, Tx};

/// What the engine needs to know of how a function ended; the result itself stays with the job.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ended {
    /// It returned `Ok`.
    Well,
    /// It returned an error or panicked.
    Badly,
}

/// A function with its caller, its types hidden.
pub(crate) trait Job: Send {
    /// Runs the function; its result replaces that of an earlier run.
    fn run(&mut self, tx: &mut Tx<'_>) -> Ended;
    /// Makes this error the result.
    fn fail(&mut self, error: StoreError);
    /// Hands the result to the caller.
    fn answer(self: Box<Self>);
    /// The seed of the function's random bytes.
    fn seed(&self) -> Seed;
    /// Whether nobody waits for the answer any more.
    fn is_abandoned(&self) -> bool;
}

/// What a caller waits for.
pub(crate) type Answer<T, E> = oneshot::Receiver<Result<T, E>>;

/// Both ends of a call: one for the engine, one for the caller.
pub(crate) type Sent<T, E> = (Box<dyn Job>, Answer<T, E>);

/// Wraps a function; `None` from the receiver's side means that the engine is gone.
pub(crate) fn job<T, E, F>(function: F) -> Result<Sent<T, E>, StoreError>
where
    F: Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
{
    let mut seed = Seed::default();
    getrandom::fill(&mut seed).map_err(|error| StoreError::Unavailable(error.to_string()))?;
    let (caller, answer) = oneshot::channel();
    Ok((Box::new(Call { function, seed, result: None, caller }), answer))
}

struct Call<T, E, F> {
    function: F,
    seed: Seed,
    result: Option<Result<T, E>>,
    caller: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Job for Call<T, E, F>
where
    F: Fn(&mut Tx<'_>) -> Result<T, E> + Send,
    T: Send,
    E: From<StoreError> + Send,
{
    fn run(&mut self, tx: &mut Tx<'_>) -> Ended {
        let (result, ended) = run_contained(&self.function, tx);
        self.result = Some(result);
        ended
    }

    fn fail(&mut self, error: StoreError) {
        self.result = Some(Err(error.into()));
    }

    fn answer(self: Box<Self>) {
        let result = self.result.unwrap_or_else(|| Err(StoreError::Closed.into()));
        drop(self.caller.send(result)); // a caller that has gone is no error
    }

    fn seed(&self) -> Seed {
        self.seed
    }

    fn is_abandoned(&self) -> bool {
        self.caller.is_closed()
    }
}

/// Runs a function; a panic becomes an error of this function alone.
pub(crate) fn run_contained<T, E: From<StoreError>>(
    function: &impl Fn(&mut Tx<'_>) -> Result<T, E>,
    tx: &mut Tx<'_>,
) -> (Result<T, E>, Ended) {
    match catch_unwind(AssertUnwindSafe(|| function(tx))) {
        Ok(Ok(value)) => (Ok(value), Ended::Well),
        Ok(Err(error)) => (Err(error), Ended::Badly),
        Err(panic) => {
            let message = words(panic.as_ref());
            tracing::error!(panic = message, "a transaction's function panicked");
            (Err(StoreError::Panicked(message).into()), Ended::Badly)
        }
    }
}

/// What a panic said.
pub(crate) fn words(panic: &(dyn Any + Send)) -> String {
    panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "without words".to_owned())
}
