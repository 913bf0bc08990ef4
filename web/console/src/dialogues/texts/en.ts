/** The texts that lead to the designer, in English. */
export const en = {
  open: "Open the designer",
} as const;
