//! A visitor on their way to an agent.

use anyhow::{Context, Result, bail};
use frontdesk_protocol::PROTOCOL;
use frontdesk_protocol::visitor::{
    Answer, PageView, PageViewRequest, Show, Spent, VisitorEntries, VisitorFrame, VisitorServerFrame,
    VisitorWhat,
};
use uuid::Uuid;

use crate::fixture::client_id;
use crate::http;
use crate::server::Target;
use crate::socket::Socket;

/// A visitor who has opened the window and is asked whether they want to talk.
pub struct Visitor {
    /// The connection.
    pub socket: Socket,
    /// The session.
    pub token: String,
    /// The conversation.
    pub conversation: Uuid,
    /// The number of the last entry received.
    pub cursor: u64,
    card: String,
}

/// Opens a visitor's socket and says who it is.
pub async fn connect(server: &Target, token: &str) -> Result<Socket> {
    let mut socket = Socket::connect(server.address, "/api/visitor/socket", &server.site, None).await?;
    socket.send(&VisitorFrame::Hello { protocol: PROTOCOL, token: token.to_owned() }).await?;
    match socket.receive().await? {
        VisitorServerFrame::Welcome { .. } => Ok(socket),
        other => bail!("no welcome but {other:?}"),
    }
}

impl Visitor {
    /// Views the page, opens the window, and waits for the question.
    pub async fn arrive(server: &Target) -> Result<Self> {
        let page = format!("{}/", server.site);
        let view = PageViewRequest {
            token: None,
            page: page.clone(),
            languages: String::new(),
            spent: Spent::default(),
        };
        let from = [("origin", server.site.as_str())];
        let answer = http::post(server.address, "/api/visitor/page-view", &from, &view).await?;
        let view: PageView = serde_json::from_str(&answer.body)?;
        let token = view.token.context("no token came")?;
        let Show::Dialogue { dialogue, .. } = view.show else { bail!("no dialogue is shown") };

        let mut socket = connect(server, &token).await?;
        socket.send(&VisitorFrame::Open { client_id: client_id(0, 0), dialogue, page }).await?;
        let conversation = loop {
            match socket.receive().await? {
                VisitorServerFrame::Ack { conversation, .. } => break conversation,
                VisitorServerFrame::Refused(refused) => bail!("opening was refused: {refused:?}"),
                _ => {}
            }
        };
        let mut visitor = Self { socket, token, conversation, cursor: 0, card: String::new() };
        visitor.socket.send(&VisitorFrame::Subscribe { conversation, after: 0 }).await?;
        while visitor.card.is_empty() {
            for what in visitor.next().await? {
                if let VisitorWhat::Ask { card, .. } = what {
                    visitor.card = card;
                }
            }
        }
        Ok(visitor)
    }

    /// Answers the question; an agent is looked for from now on.
    pub async fn ask_for_agent(&mut self) -> Result<()> {
        let frame = VisitorFrame::Answer {
            client_id: client_id(0, 1),
            conversation: self.conversation,
            card: self.card.clone(),
            answer: Answer::Choice { index: 0 },
        };
        self.socket.send(&frame).await
    }

    /// Comes back after the connection was lost.
    pub async fn come_back(&mut self, server: &Target) -> Result<()> {
        self.socket = connect(server, &self.token).await?;
        let (conversation, after) = (self.conversation, self.cursor);
        self.socket.send(&VisitorFrame::Subscribe { conversation, after }).await
    }

    /// Waits until a command is acknowledged.
    pub async fn acknowledged(&mut self) -> Result<()> {
        loop {
            match self.socket.receive().await? {
                VisitorServerFrame::Ack { .. } => return Ok(()),
                VisitorServerFrame::Refused(refused) => bail!("refused: {refused:?}"),
                VisitorServerFrame::Entries(stretch) => self.take(&stretch)?,
                _ => {}
            }
        }
    }

    /// The next entries.
    pub async fn next(&mut self) -> Result<Vec<VisitorWhat>> {
        self.next_unless_busy().await?.context("the server is busy")
    }

    /// The next entries; `None` when a command is refused for now, and may be tried again.
    pub async fn next_unless_busy(&mut self) -> Result<Option<Vec<VisitorWhat>>> {
        loop {
            match self.socket.receive().await? {
                VisitorServerFrame::Entries(stretch) => {
                    self.take(&stretch)?;
                    return Ok(Some(stretch.entries.into_iter().map(|entry| entry.what).collect()));
                }
                VisitorServerFrame::Refused(refused) if !refused.code.is_final() => return Ok(None),
                VisitorServerFrame::Refused(refused) => bail!("refused: {refused:?}"),
                VisitorServerFrame::Bye(bye) => bail!("closed: {bye:?}"),
                _ => {}
            }
        }
    }

    /// On a connection that was never cut, each stretch follows the one before.
    fn take(&mut self, stretch: &VisitorEntries) -> Result<()> {
        if stretch.after != self.cursor {
            bail!("entries after {} came when {} was known", stretch.after, self.cursor);
        }
        self.cursor = stretch.upto;
        Ok(())
    }
}
