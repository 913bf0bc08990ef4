//! The client's end of a socket.

use std::net::SocketAddr;

use anyhow::{Context, Result, bail};
use futures_util::{SinkExt, StreamExt};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::net::TcpStream;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Message, Utf8Bytes};

/// A socket.
pub struct Socket(WebSocketStream<TcpStream>);

impl Socket {
    /// Connects, with the headers a browser would send.
    pub async fn connect(server: SocketAddr, path: &str, origin: &str, cookie: Option<&str>) -> Result<Self> {
        let connection = TcpStream::connect(server).await?;
        connection.set_nodelay(true)?;
        let mut request = format!("ws://{server}{path}").into_client_request()?;
        request.headers_mut().insert("origin", HeaderValue::from_str(origin)?);
        if let Some(cookie) = cookie {
            request.headers_mut().insert("cookie", HeaderValue::from_str(cookie)?);
        }
        let config = WebSocketConfig::default().read_buffer_size(8 * 1024).write_buffer_size(0);
        let (socket, _) =
            tokio_tungstenite::client_async_with_config(request, connection, Some(config)).await?;
        Ok(Self(socket))
    }

    /// Sends a frame.
    pub async fn send(&mut self, frame: &impl Serialize) -> Result<()> {
        self.send_text(serde_json::to_string(frame)?).await
    }

    /// Sends a frame that is text already.
    pub async fn send_text(&mut self, text: String) -> Result<()> {
        Ok(self.0.send(Message::Text(text.into())).await?)
    }

    /// The next frame's text; may be dropped and called again.
    pub async fn text(&mut self) -> Result<Utf8Bytes> {
        loop {
            match self.0.next().await.context("the connection ended")?? {
                Message::Text(text) => return Ok(text),
                Message::Close(frame) => bail!("closed by the server: {frame:?}"),
                _ => {}
            }
        }
    }

    /// The next frame.
    pub async fn receive<T: DeserializeOwned>(&mut self) -> Result<T> {
        let text = self.text().await?;
        serde_json::from_str(text.as_str()).with_context(|| format!("not a frame known here: {text}"))
    }
}
