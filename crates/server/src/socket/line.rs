//! A socket that speaks frames.

use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket};
use frontdesk_protocol::Bye;
use frontdesk_protocol::problem::Code;
use futures_util::{SinkExt, StreamExt};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// How many malformed frames are answered before the socket is closed.
const MALFORMED: u32 = 5;
/// Why a socket ends.
#[derive(Debug)]
pub(crate) enum End {
    /// The other side has gone.
    Gone,
    /// It is told why.
    Said(Code, &'static str),
}

/// What came in.
pub(crate) enum Incoming<T> {
    /// A frame.
    Frame(T),
    /// Something that is no frame known here.
    Malformed,
    /// A sign of life.
    Alive,
}

/// A socket that speaks frames.
pub(crate) struct Line {
    socket: WebSocket,
    malformed: u32,
}

impl Line {
    pub(crate) fn new(socket: WebSocket) -> Self {
        Self { socket, malformed: 0 }
    }

    /// The next thing that comes in.
    pub(crate) async fn next<T: DeserializeOwned>(&mut self) -> Result<Incoming<T>, End> {
        let message = match self.socket.next().await {
            None | Some(Ok(Message::Close(_))) => return Err(End::Gone),
            Some(Err(error)) => {
                // The library answers an oversized frame with an error, and can't go on after it.
                let oversized =
                    error.to_string().contains("too long") || error.to_string().contains("too big");
                return Err(if oversized {
                    End::Said(Code::TooLarge, "a frame is larger than 64 kB")
                } else {
                    End::Gone
                });
            }
            Some(Ok(message)) => message,
        };
        match message {
            Message::Text(text) => match serde_json::from_str(text.as_str()) {
                Ok(frame) => Ok(Incoming::Frame(frame)),
                // What was sent is not repeated in the log.
                Err(error) => self.malformed(&format!("{:?} at column {}", error.classify(), error.column())),
            },
            Message::Binary(_) => self.malformed("a binary frame"),
            Message::Ping(_) | Message::Pong(_) | Message::Close(_) => Ok(Incoming::Alive),
        }
    }

    fn malformed<T>(&mut self, reason: &str) -> Result<Incoming<T>, End> {
        self.malformed += 1;
        if self.malformed == 1 {
            tracing::info!(reason, "malformed frame");
        }
        if self.malformed > MALFORMED {
            return Err(End::Said(Code::Malformed, "too many frames that are none"));
        }
        Ok(Incoming::Malformed)
    }

    /// Puts a frame into the outgoing buffer.
    pub(crate) async fn feed(&mut self, frame: &impl Serialize) -> Result<(), End> {
        let text = serde_json::to_string(frame).map_err(|_| End::Said(Code::Internal, "can't be said"))?;
        in_time(self.socket.feed(Message::Text(Utf8Bytes::from(text)))).await
    }

    /// Sends what is in the outgoing buffer.
    pub(crate) async fn flush(&mut self) -> Result<(), End> {
        in_time(self.socket.flush()).await
    }

    /// Says why and closes. The other side may be gone already.
    pub(crate) async fn close(mut self, end: End, bye: impl FnOnce(Bye) -> Option<String>) {
        let End::Said(code, message) = end else { return };
        let goodbye = async {
            if let Some(text) = bye(Bye { code, message: message.to_owned() }) {
                self.socket.send(Message::Text(text.into())).await?;
            }
            let code = if code == Code::Restarting { 1012 } else { 4000 };
            self.socket.send(Message::Close(Some(CloseFrame { code, reason: message.into() }))).await
        };
        // A peer that does not read must not keep the task.
        let _ = tokio::time::timeout(Duration::from_secs(2), goodbye).await;
    }
}

/// A peer that does not read for so long is gone.
const READS_WITHIN: Duration = Duration::from_secs(10);

async fn in_time(sending: impl Future<Output = Result<(), axum::Error>>) -> Result<(), End> {
    match tokio::time::timeout(READS_WITHIN, sending).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) | Err(_) => Err(End::Gone),
    }
}
