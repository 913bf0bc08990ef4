//! An agent's connection.

use anyhow::{Result, bail};
use frontdesk_protocol::PROTOCOL;
use frontdesk_protocol::console::{AgentFrame, AgentServerFrame};

use crate::server::Target;
use crate::socket::Socket;

/// Opens an agent's socket; the first desk is still to come.
pub async fn connect(server: &Target, cookie: &str) -> Result<Socket> {
    let mut socket =
        Socket::connect(server.address, "/api/console/socket", &server.origin, Some(cookie)).await?;
    socket.send(&AgentFrame::Hello { protocol: PROTOCOL }).await?;
    match socket.receive().await? {
        AgentServerFrame::Welcome { .. } => Ok(socket),
        other => bail!("no welcome but {other:?}"),
    }
}
