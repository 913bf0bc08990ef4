//! The streams that a node has read. A published version never changes, so what is remembered of it is never of yesterday.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use frontdesk_domain::ids::StreamVersionId;
use frontdesk_domain::stream::Stream;
use frontdesk_store::Tx;
use frontdesk_store::repo::dialogue;

use crate::AppError;

/// How many versions are remembered at most: each file has 250 kB at most, and conversations run on few versions at a time.
const MOST: usize = 128;

/// Streams by version.
#[derive(Debug, Default)]
pub struct Streams(RwLock<HashMap<StreamVersionId, Arc<Stream>>>);

impl Streams {
    /// The stream of a version; `NotFound` where there is no such version.
    pub fn read(&self, tx: &mut Tx<'_>, version: StreamVersionId) -> Result<Arc<Stream>, AppError> {
        if let Some(known) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&version) {
            return Ok(Arc::clone(known));
        }
        let stream = Arc::new(dialogue::stream(tx, version)?.ok_or(AppError::NotFound)?);
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(version, Arc::clone(&stream));
        Ok(stream)
    }
}
