//! `frontdesk serve`: everything put together.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use frontdesk_adapters::address::AddressFiles;
use frontdesk_adapters::smtp::Smtp;
use frontdesk_app::mail::Post;
use frontdesk_app::visitor::Addresses;
use frontdesk_app::{AppError, Frontdesk, link, worker};
use frontdesk_domain::website::{Domain, Domains};
use frontdesk_protocol::visitor::WidgetSettings;
use frontdesk_server::proxy::{Network, Proxies, ProxyHeader};
use frontdesk_server::{Config, demo_site, metrics, router, serve_routes};
use frontdesk_store::repo::account;
use frontdesk_store::{Clock, Store};
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;
use tracing_subscriber::EnvFilter;
use url::Url;

use crate::clock::clock;
use crate::database::Database;
use crate::{Failure, demo};

/// How long open requests may take to end when the server stops.
const GRACE: Duration = Duration::from_secs(5);

/// Settings: flags over environment over file.
#[derive(Args)]
pub struct Arguments {
    #[command(flatten)]
    pub database: Database,
    /// Where to listen
    #[arg(long, env = "FRONTDESK_LISTEN", default_value = "127.0.0.1:8080", value_name = "HOST:PORT")]
    pub listen: SocketAddr,
    /// Where browsers reach this server, when that is not where it listens
    #[arg(long, env = "FRONTDESK_PUBLIC_URL", value_name = "URL", value_parser = public_url)]
    public_url: Option<Url>,
    /// Proxies that are believed when they say whom they were called by: addresses or networks
    #[arg(long, env = "FRONTDESK_TRUSTED_PROXY", value_delimiter = ',', value_name = "CIDR")]
    trusted_proxy: Vec<Network>,
    /// The header in which they say it: `x-forwarded-for` or `forwarded`. The other one is not read
    #[arg(long, env = "FRONTDESK_PROXY_HEADER", default_value = "x-forwarded-for", value_name = "HEADER")]
    proxy_header: ProxyHeader,
    /// How many sockets one address may have open; an IPv6 network of 64 bits counts as one
    #[arg(long, env = "FRONTDESK_SOCKETS_PER_ADDRESS", default_value_t = 500, value_name = "COUNT")]
    sockets_per_address: u32,
    /// Domains whose pages may carry the widget, with their subdomains, in place of the console's list
    #[arg(long, env = "FRONTDESK_ALLOWED_DOMAINS", value_delimiter = ',', value_name = "DOMAIN")]
    allowed_domains: Vec<String>,
    /// The name over the conversation
    #[arg(long, env = "FRONTDESK_WIDGET_NAME", default_value = "Chat with us", value_name = "NAME")]
    widget_name: String,
    /// The widget's colour
    #[arg(long, env = "FRONTDESK_WIDGET_COLOR", default_value = "#1f5eff", value_name = "#RRGGBB", value_parser = color)]
    widget_color: String,
    /// The mail server: `smtps://user:password@host`, `smtp://user:password@host:587?tls=required`, or `smtp://localhost`. No
    /// mail unless set
    #[arg(
        long,
        env = "FRONTDESK_SMTP_URL",
        value_name = "URL",
        hide_env_values = true,
        requires = "mail_from"
    )]
    smtp_url: Option<String>,
    /// Where mail comes from: `Name <name@example.com>`
    #[arg(long, env = "FRONTDESK_MAIL_FROM", value_name = "ADDRESS", requires = "smtp_url")]
    mail_from: Option<String>,
    /// Files that tell where an address is, in the `MaxMind` DB format; visitors' country, region, city and company are inferred from
    /// them, and they are read anew when they are replaced
    #[arg(long, env = "FRONTDESK_ADDRESS_DATABASE", value_delimiter = ',', value_name = "PATH")]
    address_database: Vec<PathBuf>,
    /// Where figures for Prometheus are to be had (`/metrics`), for nobody but you; nowhere unless set
    #[arg(long, env = "FRONTDESK_METRICS_LISTEN", value_name = "HOST:PORT")]
    metrics_listen: Option<SocketAddr>,
    /// What is logged, to standard error: `error`, `warn`, `info`, `debug`, also by module
    #[arg(long, env = "FRONTDESK_LOG", default_value = "info", value_name = "FILTER")]
    log: String,
    /// Serve sample agents, a sample dialogue and a sample website, on loopback only
    #[arg(long)]
    demo: bool,
    /// Where the sample website listens
    #[arg(long, default_value = "127.0.0.1:8081", value_name = "HOST:PORT", requires = "demo")]
    demo_listen: SocketAddr,
    /// A file with milliseconds by which the clock is ahead, for browser tests
    #[arg(long, hide = true, requires = "demo")]
    clock_file: Option<PathBuf>,
    /// No limits on rates, for measuring
    #[arg(long, hide = true, requires = "demo")]
    no_rate_limits: bool,
}

impl Arguments {
    /// The mail server, where one is set.
    pub fn smtp(&self) -> Result<Option<Smtp>, Failure> {
        let Some((url, from)) = self.smtp_url.as_ref().zip(self.mail_from.as_ref()) else { return Ok(None) };
        Ok(Some(Smtp::new(url, from)?))
    }

    /// What tells where an address is, where it is set.
    pub fn addresses(&self) -> Result<Option<AddressFiles>, Failure> {
        let files = (!self.address_database.is_empty()).then(|| AddressFiles::open(&self.address_database));
        Ok(files.transpose()?)
    }

    /// How the edge is set up when it listens here.
    pub fn config(&self, here: SocketAddr) -> Result<Config, Failure> {
        let public_url = match &self.public_url {
            Some(url) => url.clone(),
            None => Url::parse(&format!("http://{here}"))?,
        };
        let pinned = self.allowed_domains.iter().map(|text| Domain::pinned(text));
        let pinned = pinned.collect::<Result<_, _>>().map_err(|bad| format!("--allowed-domains: {bad}"))?;
        Ok(Config {
            public_url,
            pinned_domains: Domains(pinned),
            demo: self.demo,
            proxies: Proxies { trusted: self.trusted_proxy.clone(), header: self.proxy_header },
            rate_limits: !self.no_rate_limits,
            sockets_per_address: self.sockets_per_address,
            widget: WidgetSettings { name: self.widget_name.clone(), color: self.widget_color.clone() },
        })
    }
}

/// Where browsers reach a server: a scheme and a host, perhaps a port, and nothing else.
pub fn public_url(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    let bare = url.filter(|url| {
        url.path() == "/" && url.query().is_none() && url.fragment().is_none() && url.username().is_empty()
    });
    bare.ok_or_else(|| "write https://chat.example.com, without a path".to_owned())
}

fn color(text: &str) -> Result<String, String> {
    let digits = text.strip_prefix('#').unwrap_or_default();
    if digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        Ok(text.to_owned())
    } else {
        Err("write #rrggbb".to_owned())
    }
}

/// Serves until told to stop, or until a part of it is broken that only a new start mends.
pub fn serve(arguments: &Arguments) -> Result<(), Failure> {
    let filter = EnvFilter::try_new(&arguments.log).map_err(|error| format!("--log: {error}"))?;
    // A log that can't be written, because the disk is full, must end no thread: told of it, the library would panic.
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .log_internal_errors(false)
        .init();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(run(arguments, clock(arguments.clock_file.as_ref())))
}

async fn run(arguments: &Arguments, clock: Arc<dyn Clock>) -> Result<(), Failure> {
    let loopback = arguments.listen.ip().is_loopback();
    if arguments.demo && !(loopback && arguments.demo_listen.ip().is_loopback()) {
        return Err("--demo listens on loopback only: its passwords are known to everybody".into());
    }
    let _claim = arguments.database.claim()?;
    let url = arguments.database.url()?;
    // Opening waits for the database: not on a thread that serves others.
    let mut desk =
        tokio::task::spawn_blocking(move || Frontdesk::open(clock, |options| Store::open(&url, options)))
            .await??;
    if !loopback && desk.store.read(|tx| Ok::<_, AppError>(account::any_demo(tx)?)).await? {
        return Err("this record holds the accounts of --demo, whose passwords are known to everybody; \
                    it is served on loopback only"
            .into());
    }
    if arguments.demo {
        demo::prepare(&desk).await?;
    }
    // Before anybody is told that it serves: who was told may ask it to stop.
    let mut asked = Asked::listen()?;
    let listener = bind(arguments.listen).await?;
    let here = listener.local_addr()?;
    let config = arguments.config(here)?;
    let public_url = config.public_url.clone();
    desk.post = arguments.smtp()?.map(|smtp| {
        let console = public_url.origin().ascii_serialization();
        Post { mailer: Arc::new(smtp), console }
    });
    let addresses = arguments.addresses()?.map(Arc::new);
    desk.addresses = addresses.clone().map(|files| -> Arc<dyn Addresses> { files });
    let desk = Arc::new(desk);
    if let Some(why) = config.refuses_sign_in() {
        tracing::warn!("nobody can sign in: {why}");
    }
    let owner_link = owner_link(&desk, &config).await?;
    let (stop, stopping) = watch::channel(false);
    if let Some(files) = addresses {
        tokio::spawn(files.follow(stopping.clone()));
    }
    let mut worker = tokio::spawn(worker::run(Arc::clone(&desk), stopping.clone()));
    let routes = router(Arc::clone(&desk), config, stopping.clone());
    let mut servers = vec![tokio::spawn(serve_routes(listener, routes, stopping.clone()))];
    if let Some(address) = arguments.metrics_listen {
        let listener = bind(address).await?;
        tracing::info!(address = %listener.local_addr()?, "figures at /metrics");
        let routes = metrics::router(Arc::clone(&desk));
        servers.push(tokio::spawn(serve_routes(listener, routes, stopping.clone())));
    }
    if arguments.demo {
        let listener = bind(arguments.demo_listen).await?;
        let site = listener.local_addr()?;
        let origin = public_url.origin().ascii_serialization();
        servers.push(tokio::spawn(serve_routes(listener, demo_site::router(&origin), stopping)));
        announce_demo(&public_url, site);
    } else {
        println!("Frontdesk serves {public_url}");
    }
    if let Some(link) = owner_link {
        println!();
        println!("  Nobody is the owner yet. Whoever follows this link first becomes it, within 24 hours:");
        println!("  {link}");
        println!();
    }

    let ended = tokio::select! {
        () = asked.came() => Ok(()),
        why = desk.store.broken() => Err(format!("the record is not served any more: {why}")),
        _ = &mut worker => Err("the worker panicked".to_owned()),
    };
    match &ended {
        Ok(()) => tracing::info!("stopping"),
        Err(why) => tracing::error!(why, "stopping, to be started again"),
    }
    stop.send_replace(true);
    let all_ended = async {
        for server in servers {
            let _ = server.await;
        }
    };
    if tokio::time::timeout(GRACE, all_ended).await.is_err() {
        tracing::warn!("some requests did not end in time");
    }
    if !worker.is_finished() {
        let _ = worker.await;
    }
    desk.store.clone().close().await;
    Ok(ended?)
}

/// A new link for the first owner, at each start until there is one; older ones are void.
async fn owner_link(desk: &Frontdesk, config: &Config) -> Result<Option<String>, Failure> {
    let demo = config.demo;
    if !desk.store.read(move |tx| link::needs_owner(tx, demo)).await? {
        return Ok(None);
    }
    let link = desk.store.write(link::for_owner).await?;
    Ok(Some(config.link(&link.token)))
}

async fn bind(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| format!("can't listen on {address}: {error}").into())
}

/// The signals that ask to stop: from here on they do not simply end the process.
struct Asked {
    terminate: Signal,
    interrupt: Signal,
}

impl Asked {
    fn listen() -> Result<Self, Failure> {
        let (terminate, interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
        Ok(Self { terminate, interrupt })
    }

    /// Waits for one.
    async fn came(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

fn announce_demo(public_url: &Url, site: SocketAddr) {
    println!();
    println!("  Frontdesk is ready.");
    println!();
    println!("  The website, as a visitor sees it:   http://{site}/");
    println!("  The console, where agents answer:    {public_url}");
    for (email, ..) in demo::USERS {
        println!("     sign in as {email}  with the password  {}", demo::PASSWORD);
    }
    println!();
    println!("  Sign in as Anna, then open the website in another window and say hello.");
    println!("  Stop with Ctrl+C; a second start finds everything as it was.");
    println!();
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::thread;

    use clap::Parser;
    use jiff::Timestamp;

    use super::*;

    /// Tells the store's readers the time so many times, then panics on their thread.
    struct Breaks(AtomicU32);

    impl Clock for Breaks {
        fn now(&self) -> Timestamp {
            if thread::current().name() == Some("store-read") {
                assert!(self.0.fetch_sub(1, Ordering::Relaxed) > 0, "the clock stands still");
            }
            Timestamp::UNIX_EPOCH
        }
    }

    #[derive(Parser)]
    struct Serve {
        #[command(flatten)]
        arguments: Arguments,
    }

    #[tokio::test]
    async fn a_broken_record_ends_the_server_with_a_failure() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().to_str().unwrap();
        let Serve { arguments } =
            Serve::try_parse_from(["serve", "--listen", "127.0.0.1:0", "--data", data]).unwrap();
        // More reads than a start needs: the worker does the rest.
        let ended = run(&arguments, Arc::new(Breaks(AtomicU32::new(12)))).await;
        let why = ended.unwrap_err().to_string();
        assert_eq!(
            why,
            "the record is not served any more: its thread store-read panicked: the clock stands still"
        );
    }
}
