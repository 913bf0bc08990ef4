/**
 * Every built-in text in English. The loader's few are apart, because the loader must stay small. Another language is
 * another table with the same keys, in `languages`; what a table lacks is said in English.
 */
export const launcherTexts = {
  /** Which language this is. */
  lang: "en",
  region: "Chat",
  open: "Open chat",
  close: "Close chat",
  unread_one: "Open chat, 1 unread message",
  unread_many: "Open chat, {count} unread messages",
  dismiss: "Dismiss message",
  consent: "Before you chat",
  consent_text: "To chat, we keep what you write, and an identifier in your browser.",
  privacy: "Privacy policy",
  agree: "Agree",
} as const;

export type LauncherTexts = Record<keyof typeof launcherTexts, string>;

export const chatTexts = {
  dialog: "Chat with {name}",
  close: "Close chat",
  menu: "More options",
  end_chat: "End chat",
  sound_on: "Turn sound on",
  sound_off: "Turn sound off",
  end_title: "End this chat?",
  end_text: "You can talk to us again afterwards.",
  end_yes: "End chat",
  end_no: "Keep chatting",
  status_bot: "Automated assistant",
  status_waiting: "Finding someone for you",
  status_live: "Online",
  status_away: "Away",
  status_over: "Chat ended",
  log: "Conversation",
  you: "You",
  said: "{name} said:",
  you_said: "You said:",
  today: "Today",
  new_one: "1 new message",
  new_many: "{count} new messages",
  loading: "Loading the conversation…",
  sending: "Sending…",
  sent: "Sent",
  delivered: "Delivered",
  read: "Read",
  failed: "Not delivered",
  retry: "Try again",
  remove: "Remove",
  answer_text: "Your answer",
  answer_email: "Your e-mail address",
  answer_pick: "Choose one",
  answer_phone: "Your phone number",
  answer_number: "A number",
  answer_date: "A date",
  pick: "Please choose…",
  submit: "Send answer",
  hint_email: "name@company.com",
  hint_phone: "+49 30 901820",
  need_text: "Please write an answer.",
  need_email: "Please enter an e-mail address, such as name@company.com.",
  need_pick: "Please choose one of the list.",
  need_phone: "Please enter a phone number, such as +49 30 901820.",
  need_number: "Please enter a number in digits, such as 12 or 2.5.",
  need_date: "Please enter a whole date.",
  answer_refused: "That did not work. Please try again.",
  choices: "Answers to choose from",
  connect: "Connect me",
  bad_empty: "Please type an answer.",
  bad_too_long: "That is too long: at most {limit} characters, please.",
  bad_not_an_email: "That doesn't look like an e-mail address. It should look like name@example.com.",
  bad_not_offered: "Please choose one of the values offered.",
  bad_not_a_phone:
    "That doesn't look like a phone number. With its country it should look like +49 30 901820.",
  bad_not_a_number: "Please write a number in digits, such as 12 or 2.5.",
  bad_not_a_date: "Please write a date as year, month and day, such as 2026-03-31.",
  bad_out_of_range: "Please give another value.",
  bad_between: "Please give a value from {min} to {max}.",
  bad_below: "Please give {min} or more.",
  bad_above: "Please give {max} or less.",
  fallback:
    "We're sorry: nobody can take your chat right now. Please come back a little later, and we'll be glad to help.",
  connecting: "Connecting you to an agent…",
  connecting_hint: "You can already write what it is about.",
  queued: "All our agents are busy right now",
  queued_place: "You are number {place} in line.",
  queued_next: "You are next in line.",
  queued_minutes: "The wait is about {minutes} min.",
  queued_minute: "The wait is about a minute.",
  queued_unknown: "We can't tell yet how long it will take.",
  queued_hint: "You can leave a message meanwhile. Whoever takes the chat will read it.",
  cancel: "Cancel",
  joined: "You're now chatting with {name}",
  away: "{name} is away and will be back as soon as possible",
  back: "{name} is back",
  colleague: "Looking for a colleague who can help…",
  typing: "{name} is typing…",
  warned: "Are you still there? The chat will end soon unless you write something.",
  warned_in: "Still there? This chat ends in {time}.",
  ended_agent_ended: "{name} ended the chat",
  ended_agent_ended_unnamed: "The chat has ended",
  ended_visitor_ended: "You ended the chat",
  ended_inactive: "The chat ended because nobody wrote for a while",
  ended_fell_back: "No agent was free to take the chat",
  ended_agent_lost: "We lost the connection to our agent",
  ended_unanswered: "Our agent could not answer in time",
  ended_visitor_left: "The chat ended while you were away",
  ended_cancelled: "You stopped waiting for an agent",
  finished: "This conversation is complete. Thank you!",
  again: "Talk to us again",
  again_refused: "It is too late to continue this chat. Please start a new one later.",
  write: "Write a message…",
  write_label: "Message",
  send: "Send message",
  too_long: "{over} characters too long. The limit is {limit}.",
  characters_left: "{left} characters left",
  answer_above: "Please answer above to go on",
  not_yet: "One moment…",
  closed: "This conversation has ended",
  reconnecting: "Reconnecting…",
  offline: "You are offline: messages are sent when you are back",
  reload: "This page is out of date. Please reload it to go on chatting.",
  unavailable: "The chat is not available right now. Please try again later.",
  opens_new: "opens in a new tab",
  unread_title: "({count}) {title}",
} as const;

export type ChatText = keyof typeof chatTexts;
export type ChatTexts = Record<ChatText, string>;

/** What the chat speaks: a language as it is named in `lang`, and as this visitor writes dates in it. */
export interface Spoken {
  lang: string;
  locale: string;
  texts: Partial<ChatTexts>;
}

export let spoken: Spoken = { lang: "en", locale: "en", texts: chatTexts };

/** From now on the chat speaks so. */
export function speak(now: Spoken): void {
  spoken = now;
}

/** The text, with what stands in braces filled in. */
export function fill(text: string, args: Record<string, string | number> = {}): string {
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => String(args[name] ?? hole));
}

export function tr(key: ChatText, args?: Record<string, string | number>): string {
  return fill(spoken.texts[key] ?? chatTexts[key], args);
}
