import type { en } from "./en";

/** The texts of the field for text with form, in Swedish. */
export const sv: Readonly<Record<keyof typeof en, string>> = {
  tools: "Textens form",
  bold: "Fetstil",
  italic: "Kursiv",
  bullets: "Punktlista",
  numbers: "Numrerad lista",
  link: "Länk",
  address: "Länkens adress",
  addressHint: "En sida eller en e-postadress.",
  badAddress: "Det här är ingen adress till en sida eller en brevlåda.",
  set: "Sätt länk",
  remove: "Ta bort länken",
  cancel: "Avbryt",
  used: "{used} av {limit} tecken",
};
