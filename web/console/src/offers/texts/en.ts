/** The texts of declining with a reason, in English. */
export const en = {
  title: "Decline the chat",
  text: "The chat goes on to the next agent. Your colleagues see the reason, {name} does not.",
  reason: "Reason",
  busy: "I am busy",
  meeting: "In a meeting",
  topic: "Not my area",
  language: "Not my language",
  other: "Another reason",
  words: "In your words",
  long: "The reason is too long: {over} characters too many.",
  cancel: "Cancel",
  go: "Decline",
} as const;
