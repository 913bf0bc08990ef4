/**
 * Every built-in text, in one place. The loader's few are apart, because the loader must stay small. Another language
 * is another table with the same keys; a missing key falls back to English.
 */
export const launcherTexts = {
  region: "Chat",
  open: "Open chat",
  close: "Close chat",
  unread_one: "Open chat, 1 unread message",
  unread_many: "Open chat, {count} unread messages",
  dismiss: "Dismiss message",
} as const;

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
  pick: "Please choose…",
  submit: "Send answer",
  hint_email: "name@company.com",
  need_text: "Please write an answer.",
  need_email: "Please enter an e-mail address, such as name@company.com.",
  need_pick: "Please choose one of the list.",
  answer_refused: "That did not work. Please try again.",
  choices: "Answers to choose from",
  connecting: "Connecting you to an agent…",
  connecting_hint: "You can already write what it is about.",
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

/** The text, with what stands in braces filled in. */
export function fill(text: string, args: Record<string, string | number> = {}): string {
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => String(args[name] ?? hole));
}

export function tr(key: ChatText, args?: Record<string, string | number>): string {
  return fill(chatTexts[key], args);
}
