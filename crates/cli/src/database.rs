//! Where the record is.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use frontdesk_store::{Clock, Options, Store};

use crate::Failure;

/// Where the record is.
#[derive(Args, Clone)]
#[expect(clippy::struct_field_names, reason = "a field is called as its flag")]
pub struct Database {
    /// The data directory; holds the embedded database
    #[arg(long, env = "FRONTDESK_DATA", default_value = "./data", value_name = "DIR")]
    pub data: PathBuf,
    /// A PostgreSQL database instead of the embedded one: `postgres://user:password@host/name`
    #[arg(long, env = "FRONTDESK_DATABASE", value_name = "URL", hide_env_values = true)]
    pub database: Option<String>,
    /// A file with settings, in TOML: `listen = "127.0.0.1:8080"`. Variables go over it, flags over both
    #[arg(long, env = "FRONTDESK_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
}

impl Database {
    /// The store's URL. The data directory is made when it is missing.
    pub fn url(&self) -> Result<String, Failure> {
        if let Some(url) = &self.database {
            return Ok(url.clone());
        }
        std::fs::create_dir_all(&self.data)
            .map_err(|error| format!("can't make the data directory {}: {error}", self.data.display()))?;
        let file = self.data.join("frontdesk.db");
        let file = file.to_str().ok_or("the data directory's name is not UTF-8")?;
        Ok(format!("sqlite:{file}"))
    }

    /// Another place.
    pub fn at(data: Option<PathBuf>, database: Option<String>) -> Self {
        Self { data: data.unwrap_or_default(), database, config: None }
    }

    /// Opens the store for a command that runs beside or without a server.
    pub fn open(&self, clock: Arc<dyn Clock>) -> Result<Store, Failure> {
        Ok(Store::open(&self.url()?, Options::new(clock, Arc::new(|_| {})))?)
    }

    /// Claims the data directory for one server: two would not hear of each other's messages.
    pub fn claim(&self) -> Result<Option<File>, Failure> {
        if self.database.is_some() {
            return Ok(None);
        }
        std::fs::create_dir_all(&self.data)?;
        let file = File::create(Path::new(&self.data).join("frontdesk.lock"))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(TryLockError::WouldBlock) => {
                Err(format!("another Frontdesk serves from {}", self.data.display()).into())
            }
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }
}
