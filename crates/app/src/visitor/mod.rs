//! What a visitor does: view a page, open the window, answer, talk.

mod answer;
mod inferred;
pub(crate) mod known;
mod open;
mod page_view;
mod talk;

pub use answer::answer;
pub use inferred::{Addresses, keep as keep_inferred, locate};
pub use open::{Opening, open};
pub use page_view::{Show, Viewed, Viewing, make_visitor, meet, page_view};
pub use talk::{cancel, end, is_live, may_read, say, seen, talk_again};
