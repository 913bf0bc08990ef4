//! Where a PostgreSQL server is, and how the connection to it is protected: what the URL says by `sslmode` and
//! `sslrootcert`, of which the driver knows a part, and TLS by rustls.

use std::sync::Arc;
use std::time::Duration;

use percent_encoding::percent_decode_str;
use postgres::config::SslMode;
use postgres::{Client, Config, NoTls};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::APPLICATION;
use crate::error::StoreError;

/// A server of PostgreSQL.
#[derive(Clone)]
pub(crate) struct Server {
    config: Config,
    tls: Option<MakeRustlsConnect>,
    verified: bool,
}

impl Server {
    /// Reads a URL. Without `sslmode` the connection is encrypted where the server offers it.
    pub fn parse(url: &str) -> Result<Self, StoreError> {
        let (rest, Asked { mode, roots }) = asked(url)?;
        let mut config: Config = rest.parse().map_err(|error| unreadable(&error))?;
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(Duration::from_secs(3));
        }
        if config.get_application_name().is_none() {
            config.application_name(APPLICATION);
        }
        let verified = mode.as_deref() == Some("verify-full");
        if roots.is_some() && !verified {
            return Err(refused("sslrootcert goes with sslmode=verify-full alone"));
        }
        let (mode, tls) = match mode.as_deref() {
            Some("disable") => (SslMode::Disable, None),
            None | Some("prefer") => (SslMode::Prefer, Some(believing()?)),
            Some("require") => (SslMode::Require, Some(believing()?)),
            Some("verify-full") => (SslMode::Require, Some(verifying(roots.as_deref())?)),
            Some(_) => return Err(refused("sslmode is disable, prefer, require or verify-full")),
        };
        config.ssl_mode(mode);
        Ok(Self { config, tls: tls.map(MakeRustlsConnect::new), verified })
    }

    /// The same by another name, with another patience.
    pub fn called(&self, application: &str, patience: Duration) -> Self {
        let mut server = self.clone();
        server.config.application_name(application).connect_timeout(patience);
        server
    }

    /// Connects; never to be called on a thread of an async runtime.
    pub fn connect(&self) -> Result<Client, StoreError> {
        Ok(match &self.tls {
            Some(tls) => self.config.connect(tls.clone())?,
            None => self.config.connect(NoTls)?,
        })
    }

    /// Whether it has to show a certificate for its name.
    pub fn is_verified(&self) -> bool {
        self.verified
    }
}

/// What a URL asks for.
#[derive(Default)]
struct Asked {
    mode: Option<String>,
    /// The file with the certificates that are trusted.
    roots: Option<String>,
}

/// A URL without what it asks of protection, and that.
fn asked(url: &str) -> Result<(String, Asked), StoreError> {
    let Some((place, query)) = url.split_once('?') else { return Ok((url.to_owned(), Asked::default())) };
    let (mut asked, mut rest) = (Asked::default(), Vec::new());
    for pair in query.split('&') {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let into = match key {
            "sslmode" => &mut asked.mode,
            "sslrootcert" => &mut asked.roots,
            _ => {
                rest.push(pair);
                continue;
            }
        };
        let value = percent_decode_str(value).decode_utf8();
        *into = Some(value.map_err(|_| refused("it is not UTF-8"))?.into_owned());
    }
    Ok((format!("{place}?{}", rest.join("&")), asked))
}

/// What is wrong with a URL, without showing it: it may hold a password.
fn refused(why: impl std::fmt::Display) -> StoreError {
    StoreError::Url(format!("postgres URL: {why}"))
}

fn unreadable(error: &postgres::Error) -> StoreError {
    let source = std::error::Error::source(error).map(ToString::to_string);
    refused(source.unwrap_or_else(|| error.to_string()))
}

/// TLS with any server: who only listens learns nothing, who stands between could.
fn believing() -> Result<ClientConfig, StoreError> {
    let provider = Arc::new(ring::default_provider());
    let any = Arc::new(AnyServer(Arc::clone(&provider)));
    let begun = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    Ok(begun.map_err(refused)?.dangerous().with_custom_certificate_verifier(any).with_no_client_auth())
}

/// TLS with a server that shows a certificate for its name, of somebody in a file or whom this machine trusts.
fn verifying(file: Option<&str>) -> Result<ClientConfig, StoreError> {
    let mut roots = RootCertStore::empty();
    match file {
        Some(file) => {
            let bad = |error: &dyn std::fmt::Display| refused(format!("sslrootcert {file}: {error}"));
            for certificate in CertificateDer::pem_file_iter(file).map_err(|error| bad(&error))? {
                roots.add(certificate.map_err(|error| bad(&error))?).map_err(|error| bad(&error))?;
            }
        }
        None => {
            roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        }
    }
    if roots.is_empty() {
        return Err(refused(
            "sslmode=verify-full, but there is no certificate to trust; name a file by sslrootcert",
        ));
    }
    let provider = Arc::new(ring::default_provider());
    let begun = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    Ok(begun.map_err(refused)?.with_root_certificates(roots).with_no_client_auth())
}

/// Takes any certificate, if only the server has its key.
#[derive(Debug)]
struct AnyServer(Arc<CryptoProvider>);

impl ServerCertVerifier for AnyServer {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, certificate, signed, &self.0.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, certificate, signed, &self.0.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}
