//! Mail against a small SMTP server that does as it is told.
#![expect(clippy::expect_used, reason = "tests")]

use frontdesk_adapters::smtp::Smtp;
use frontdesk_app::mail::{Fault, Letter, Mailer};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

/// A server that takes mail, or answers each recipient with this instead; it tells what it was sent.
async fn server(refuses: Option<&'static str>) -> (String, mpsc::UnboundedReceiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("smtp://{}", listener.local_addr().expect("an address"));
    let (told, mails) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (read, mut write) = stream.into_split();
            let (mut lines, told) = (BufReader::new(read).lines(), told.clone());
            tokio::spawn(async move {
                write.write_all(b"220 test\r\n").await.expect("written");
                let (mut mail, mut inside) = (String::new(), false);
                while let Ok(Some(line)) = lines.next_line().await {
                    let answer = match (inside, line.get(..4).unwrap_or(&line).to_uppercase().as_str()) {
                        (true, _) if line == "." => {
                            inside = false;
                            told.send(std::mem::take(&mut mail)).expect("told");
                            "250 taken"
                        }
                        (true, _) => {
                            mail.push_str(&line);
                            mail.push('\n');
                            continue;
                        }
                        (false, "EHLO" | "MAIL" | "NOOP" | "RSET") => "250 ok",
                        (false, "RCPT") => refuses.unwrap_or("250 ok"),
                        (false, "DATA") => {
                            inside = true;
                            "354 go on"
                        }
                        (false, "QUIT") => "221 bye",
                        _ => "500 what?",
                    };
                    write.write_all(format!("{answer}\r\n").as_bytes()).await.expect("written");
                }
            });
        }
    });
    (url, mails)
}

fn letter(name: &str, subject: &str) -> Letter {
    let (to, text) = ("anna@shop.example".to_owned(), "Vera asked for a person.\n".to_owned());
    Letter { to, name: name.to_owned(), subject: subject.to_owned(), text }
}

#[tokio::test]
async fn a_letter_is_sent_as_plain_text() {
    let (url, mut mails) = server(None).await;
    let smtp = Smtp::new(&url, "Frontdesk <desk@shop.example>").expect("a server");
    smtp.check().await.expect("it answers");
    smtp.send(&letter("Anna Åberg", "Missed: Vera")).await.expect("sent");
    let mail = mails.recv().await.expect("a mail");
    assert!(mail.contains("From: Frontdesk <desk@shop.example>\n"), "{mail}");
    assert!(mail.contains("Subject: Missed: Vera\n"), "{mail}");
    assert!(mail.contains("Content-Type: text/plain; charset=utf-8\n"), "{mail}");
    assert!(mail.contains("\nVera asked for a person.\n"), "{mail}");
}

#[tokio::test]
async fn names_and_subjects_add_no_headers() {
    let (url, mut mails) = server(None).await;
    let smtp = Smtp::new(&url, "desk@shop.example").expect("a server");
    let evil = "Vera\r\nBcc: everybody@shop.example\r\n\r\nBuy now";
    smtp.send(&letter(evil, evil)).await.expect("sent");
    let mail = mails.recv().await.expect("a mail");
    let (head, body) = mail.split_once("\n\n").expect("a head");
    assert!(!head.lines().any(|line| line.to_lowercase().starts_with("bcc:")), "{head}");
    assert_eq!(body.trim(), "Vera asked for a person.");
}

#[tokio::test]
async fn what_the_server_refuses_for_good_is_not_tried_again() {
    let (url, _mails) = server(Some("550 no such user")).await;
    let smtp = Smtp::new(&url, "desk@shop.example").expect("a server");
    let refused = smtp.send(&letter("Anna", "Missed")).await;
    assert!(matches!(&refused, Err(Fault::Never(why)) if why.contains("550")), "{refused:?}");
    let (url, _mails) = server(Some("451 later")).await;
    let smtp = Smtp::new(&url, "desk@shop.example").expect("a server");
    assert!(matches!(smtp.send(&letter("Anna", "Missed")).await, Err(Fault::Later(_))));
}

#[tokio::test]
async fn a_server_that_is_not_there_is_told() {
    let free = TcpListener::bind("127.0.0.1:0").await.expect("a port").local_addr().expect("an address");
    let smtp = Smtp::new(&format!("smtp://{free}"), "desk@shop.example").expect("an address");
    assert!(smtp.check().await.is_err());
    assert!(matches!(smtp.send(&letter("Anna", "Missed")).await, Err(Fault::Later(_))));
}

#[test]
fn what_is_no_address_is_refused_without_the_password() {
    assert!(Smtp::new("smtp://localhost", "desk").is_err());
    let refused = Smtp::new("http://anna:secret@mail.example", "desk@shop.example").err().expect("refused");
    assert!(!refused.contains("secret"), "{refused}");
}
