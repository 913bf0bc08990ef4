/** The texts of the test chat, in English. */
export const en = {
  title: "Test chat",
  hint: "The draft as a visitor has it. Nobody is asked and nothing is counted.",
  back: "Step back",
  restart: "Start again",
  close: "Close the test chat",
  visitor: "Who is the visitor?",
  page: "On the page",
  proven: "Their e-mail is proven",
  provenHint:
    "Your website has told who they are; otherwise tokens show only what visitors may be greeted with.",
  loadFailed: "The chat could not be loaded. Close the test and open it again.",
  unseen: "What visitors don't see",
  goal: "reached the goal “{name}”",
  set: "set {attribute} to “{value}”",
  branch: "took the branch “{label}”",
  otherwise: "took “otherwise”",
  skipped: "was passed over: the value is known",
  requested: "asks for an agent",
} as const;
