import type { en } from "./en";

/** The texts of declining with a reason, in Swedish. */
export const sv: Readonly<Record<keyof typeof en, string>> = {
  title: "Avböj chatten",
  text: "Chatten går vidare till nästa agent. Dina kollegor ser skälet, {name} gör det inte.",
  reason: "Skäl",
  busy: "Jag är upptagen",
  meeting: "I ett möte",
  topic: "Inte mitt område",
  language: "Inte mitt språk",
  other: "Ett annat skäl",
  words: "Med egna ord",
  long: "Skälet är för långt: {over} tecken för mycket.",
  cancel: "Avbryt",
  go: "Avböj",
};
