/** The texts that a dialogue has wherever it is shown, in English. */
export const en = {
  open: "Open the designer",
  archived: "Archived",
  restoreFirst: "The dialogue of that name is archived: restore it first.",
} as const;
