import type { en } from "./en";

/** The texts that lead to the designer, in Swedish. */
export const sv = {
  open: "Öppna designern",
} as const satisfies Readonly<Record<keyof typeof en, string>>;
