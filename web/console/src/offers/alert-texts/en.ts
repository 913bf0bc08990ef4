export const en = {
  region: "Visitors who wait too long",
  waits: "{visitor} has waited {time} for an answer from {agent}.",
  announce: "{visitor} waits too long for an answer from {agent}.",
  open: "Open the chat",
  more: "And {count} more.",
} as const;
