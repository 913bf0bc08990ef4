//! Files in the `MaxMind` DB format that tell where an address is. Several may be set, as city and company come in separate
//! ones; the first that knows something tells it.

use std::fs;
use std::io;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use frontdesk_app::visitor::Addresses;
use frontdesk_domain::attribute::{Attribute, Values};
use frontdesk_domain::text::clean;
use maxminddb::PathElement::{self, Index, Key};
use maxminddb::Reader;
use tokio::sync::watch;

/// How often the files are looked at.
const LOOK: Duration = Duration::from_mins(1);
/// The longest name that is kept, in characters.
const LONGEST: usize = 200;

/// Why a file can't be used.
#[derive(Debug, thiserror::Error)]
#[error("the address database {path} can't be used: {why}")]
pub struct BadFile {
    path: String,
    why: String,
}

/// What a file says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// Where it is.
    pub path: PathBuf,
    /// Its kind, as `GeoLite2-City`.
    pub kind: String,
    /// When it was made, in seconds since 1970.
    pub built: u64,
}

/// The files, read into memory.
pub struct AddressFiles(Vec<AddressFile>);

struct AddressFile {
    path: PathBuf,
    read: RwLock<Arc<Read>>,
}

struct Read {
    reader: Reader<Vec<u8>>,
    version: Version,
}

/// By which a file is told from the one that it replaces.
type Version = (Option<SystemTime>, u64);

fn version(path: &Path) -> io::Result<Version> {
    let metadata = fs::metadata(path)?;
    Ok((metadata.modified().ok(), metadata.len()))
}

fn read(path: &Path) -> Result<Read, BadFile> {
    let bad = |why: String| BadFile { path: path.display().to_string(), why };
    let version = version(path).map_err(|error| bad(error.to_string()))?;
    let reader = Reader::open_readfile(path).map_err(|error| bad(error.to_string()))?;
    Ok(Read { reader, version })
}

impl AddressFiles {
    /// Reads the files.
    pub fn open(paths: &[PathBuf]) -> Result<Self, BadFile> {
        let open =
            |path: &PathBuf| Ok(AddressFile { path: path.clone(), read: RwLock::new(Arc::new(read(path)?)) });
        Ok(Self(paths.iter().map(open).collect::<Result<_, _>>()?))
    }

    /// What the files say of themselves.
    pub fn about(&self) -> Vec<About> {
        let about = |file: &AddressFile| {
            let read = file.current();
            let metadata = read.reader.metadata();
            let (kind, built) = (metadata.database_type.clone(), metadata.build_epoch);
            About { path: file.path.clone(), kind, built }
        };
        self.0.iter().map(about).collect()
    }

    /// Reads files that were replaced. One that can't be read leaves what was read before.
    pub fn refresh(&self) {
        for file in &self.0 {
            if version(&file.path).is_ok_and(|version| version == file.current().version) {
                continue;
            }
            match read(&file.path) {
                Ok(read) => {
                    let kind = &read.reader.metadata().database_type;
                    tracing::info!(path = %file.path.display(), kind, "read an address database anew");
                    *file.read.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(read);
                }
                Err(error) => tracing::warn!(%error, "what was read before is used on"),
            }
        }
    }

    /// Looks at the files each minute, until the server stops.
    pub async fn follow(self: Arc<Self>, mut stopping: watch::Receiver<bool>) {
        let mut turn = tokio::time::interval(LOOK);
        turn.tick().await;
        loop {
            tokio::select! {
                _ = stopping.changed() => return,
                _ = turn.tick() => {
                    let files = Arc::clone(&self);
                    let _ = tokio::task::spawn_blocking(move || files.refresh()).await;
                }
            }
        }
    }
}

impl AddressFile {
    fn current(&self) -> Arc<Read> {
        Arc::clone(&self.read.read().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The way to a value in a file.
type Place = &'static [PathElement<'static>];

/// Where each inferred attribute stands in the files that are about: the first place that has a text counts.
const PLACES: [(&str, &[Place]); 4] = [
    ("inferred.country", &[&[Key("country"), Key("iso_code")], &[Key("country_code")]]),
    ("inferred.region", &[&[Key("subdivisions"), Index(0), Key("names"), Key("en")], &[Key("region")]]),
    ("inferred.city", &[&[Key("city"), Key("names"), Key("en")], &[Key("city")]]),
    (
        "inferred.company",
        &[
            &[Key("traits"), Key("organization")],
            &[Key("organization")],
            &[Key("traits"), Key("autonomous_system_organization")],
            &[Key("autonomous_system_organization")],
            &[Key("as_name")],
        ],
    ),
];

impl Addresses for AddressFiles {
    fn infer(&self, address: IpAddr) -> Values {
        let mut values = Values::default();
        for file in &self.0 {
            let read = file.current();
            // An address of another kind than the file's, or a broken place in it, tells nothing.
            let Ok(found) = read.reader.lookup(address.to_canonical()) else { continue };
            for (name, places) in PLACES {
                let text = places.iter().find_map(|place| found.decode_path::<&str>(place).ok().flatten());
                let text = text.and_then(|text| clean(text, LONGEST).ok());
                if let (Ok(attribute), Some(text)) = (Attribute::parse(name), text) {
                    values.fill(&attribute, &text);
                }
            }
        }
        values
    }
}
