//! What browsers of a world do before anybody talks: they view pages, and open the window.

use frontdesk_app::visitor::{Show, Viewed, Viewing, make_visitor, meet, open, page_view};
use frontdesk_app::{AppError, token};
use frontdesk_domain::ids::DialogueId;
use frontdesk_store::repo;

use crate::world::{Browser, PAGE, World};

impl World {
    /// What a page shows to a browser.
    pub fn views(&self, token: Option<&str>, page: &str) -> Show {
        self.sees(Viewing { token: token.map(str::to_owned), page: page.to_owned(), ..Viewing::default() })
            .show
    }

    /// What a page shows to a browser, and what it waits for.
    pub fn sees(&self, viewing: Viewing) -> Viewed {
        self.done(move |tx, rules| page_view(tx, rules, &viewing))
    }

    /// A browser views a page, as the server has it: what is shown is noted. Returns it and the token it has then.
    pub fn meets(&self, token: Option<&str>, page: &str) -> (Show, Option<String>) {
        self.comes(Viewing { token: token.map(str::to_owned), page: page.to_owned(), ..Viewing::default() })
    }

    /// The same, of a browser that tells more.
    pub fn comes(&self, viewing: Viewing) -> (Show, Option<String>) {
        let kept = viewing.token.clone();
        let Viewed { show, noted, .. } = self.sees(viewing);
        let Show::Dialogue { dialogue, .. } = show else { return (show, kept) };
        if noted {
            return (show, kept);
        }
        let sent = kept.clone();
        let new = self.write(move |tx| meet(tx, sent.as_deref(), dialogue)).expect("noted");
        (show, new.or(kept))
    }

    /// Opens the window on what a page shows to a browser with this token.
    pub fn opens(&mut self, token: &str, page: &str) -> Browser {
        let show = self.views(Some(token), page);
        let Show::Dialogue { dialogue, .. } = show else { panic!("no dialogue: {show:?}") };
        self.opens_dialogue(token, page, dialogue).expect("opened")
    }

    /// Opens the window on a dialogue that a page showed to a browser with this token.
    pub fn opens_dialogue(
        &mut self,
        token: &str,
        page: &str,
        dialogue: DialogueId,
    ) -> Result<Browser, AppError> {
        let hash = token::hash(token).expect("a token");
        let visitor = self
            .write(move |tx| repo::visitor::find_by_token(tx, &hash)?.ok_or(AppError::NotFound))
            .expect("a visitor");
        let (sender, page) = (self.sender(visitor.0), page.to_owned());
        let opened = self.attempt(move |tx, rules| open(tx, rules, visitor, sender, dialogue, &page))?;
        self.arrive(visitor.0);
        Ok(Browser { visitor, token: token.to_owned(), conversation: opened.conversation })
    }

    /// A visitor who views the page and opens the window.
    pub fn visitor(&mut self) -> Browser {
        let token = self.write(make_visitor).expect("a token");
        self.opens(&token, PAGE)
    }
}
