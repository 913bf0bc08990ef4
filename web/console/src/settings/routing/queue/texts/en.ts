/** The texts of the page about the queue, in English. */
export const en = {
  title: "Queue",
  hint: "What happens when a visitor asks for a person, and everybody on shift is busy or out of reach.",
  switch: "Visitors may wait in a queue",
  switchHint:
    "They see their place and an estimate, may leave a message, and are served in turn. Switched off, they get the fallback at once.",
  minutes: "Longest wait, in minutes",
  minutesHint: "After it, or when nobody to wait for is on shift any more, they get the fallback. 1 to 120.",
  minutesFault: "Enter a whole number from 1 to 120.",
  waitOn: "Visitors who wait already wait on.",
  save: "Save",
  saved: "The queue was saved",
  loading: "Looking…",
  failed: "The settings could not be loaded",
  retry: "Try again",
} as const;
