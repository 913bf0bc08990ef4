//! Mail by SMTP.

use std::time::Duration;

use frontdesk_app::mail::{Fault, Letter, Mailer, Sending};
use lettre::message::{Mailbox, header::ContentType};
use lettre::transport::smtp::Error;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

/// How long one step of the conversation with the mail server may take.
const ANSWERS_WITHIN: Duration = Duration::from_secs(20);

/// A mail server.
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Smtp {
    /// The server of a URL (`smtps://user:password@host` for TLS from the start, `smtp://host:587?tls=required` for
    /// STARTTLS, `smtp://host` for a server on the same machine), and the address that mail comes from.
    pub fn new(url: &str, from: &str) -> Result<Self, String> {
        let from = mailbox(from)?;
        // The reason may repeat the URL, and that holds a password.
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|_| "the address of the mail server is no smtp:// or smtps:// URL".to_owned())?;
        Ok(Self { transport: builder.timeout(Some(ANSWERS_WITHIN)).build(), from })
    }

    /// Says hello to the server, and nothing more.
    pub async fn check(&self) -> Result<(), String> {
        match self.transport.test_connection().await {
            Ok(true) => Ok(()),
            Ok(false) => Err("the mail server does not answer as one".to_owned()),
            Err(error) => Err(words(&error)),
        }
    }

    fn message(&self, letter: &Letter) -> Result<Message, String> {
        let address: Address = letter.to.parse().map_err(|error| format!("{}: {error}", letter.to))?;
        Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(Some(one_line(&letter.name)), address))
            .subject(one_line(&letter.subject))
            .header(ContentType::TEXT_PLAIN)
            .body(letter.text.clone())
            .map_err(|error| error.to_string())
    }
}

impl Mailer for Smtp {
    fn send<'a>(&'a self, letter: &'a Letter) -> Sending<'a> {
        Box::pin(async move {
            let message = self.message(letter).map_err(Fault::Never)?;
            match self.transport.send(message).await {
                Ok(_) => Ok(()),
                Err(error) if error.is_permanent() => Err(Fault::Never(words(&error))),
                Err(error) => Err(Fault::Later(words(&error))),
            }
        })
    }
}

/// An address as `--mail-from` takes it: `name@host`, or `Name <name@host>`.
pub fn mailbox(text: &str) -> Result<Mailbox, String> {
    text.parse().map_err(|error| format!("“{text}” is no e-mail address: {error}"))
}

/// What stands in a header: the library takes no breaks there, and nobody is to add headers by them.
fn one_line(text: &str) -> String {
    text.replace(char::is_control, " ")
}

/// What went wrong, with its cause.
fn words(error: &Error) -> String {
    let mut words = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        let told = inner.to_string();
        if !words.contains(&told) {
            words = format!("{words}: {told}");
        }
        cause = inner.source();
    }
    words
}
