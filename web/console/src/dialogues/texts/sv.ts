import type { en } from "./en";

/** The texts that a dialogue has wherever it is shown, in Swedish. */
export const sv = {
  open: "Öppna designern",
  archived: "Arkiverad",
  restoreFirst: "Dialogen med det namnet är arkiverad: återställ den först.",
} as const satisfies Readonly<Record<keyof typeof en, string>>;
