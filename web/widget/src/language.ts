/** The languages of the built-in texts. Portuguese is that of Brazil, `zh` Simplified Chinese. */
export const LANGUAGES = [
  "en",
  "fr",
  "es",
  "de",
  "ja",
  "nl",
  "it",
  "pt",
  "ko",
  "zh",
  "zh-Hant",
  "sv",
] as const;

export type Language = (typeof LANGUAGES)[number];

/** What a page and its visitor want to read, the most wanted first, as tags such as `de-AT`. */
export type Wanted = readonly (string | undefined)[];

/**
 * The language of the built-in texts for a tag, if there is one. Regions count only where they say how one writes.
 *
 * It is the rule of `domain/src/language.rs`, once more for who can't ask the server; both follow `languages.json`.
 */
export function languageOf(tag = ""): Language | undefined {
  const [base, second = ""] = tag.toLowerCase().split(/[-_]/);
  if (base === "zh" && ["hant", "tw", "hk", "mo"].includes(second)) return "zh-Hant";
  return LANGUAGES.find((one) => one === base);
}

/** The first of the languages wanted that is spoken here, else English. */
export function chooseLanguage(wanted: Wanted): Language {
  return wanted.map(languageOf).find(Boolean) ?? "en";
}
