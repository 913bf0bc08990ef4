import { create } from "zustand";
import { setPreference, usePreferences } from "../ui/preferences";
import { en } from "./en";
import { setTexts, type Texts } from "./t";

/** The languages of the console, by the names their speakers give them. */
export const LANGUAGES = { en: "English", sv: "Svenska" } as const;
export type Language = keyof typeof LANGUAGES;

/** What the console speaks now. */
export const useLanguage = create<{ language: Language }>(() => ({ language: "en" }));

/** The language to begin with: the one chosen here before, else the first of the browser's that we have. */
export function firstLanguage(): Language {
  const chosen = usePreferences.getState().language;
  if (chosen !== null && isLanguage(chosen)) return chosen;
  return navigator.languages.map(languageOf).find(isLanguage) ?? "en";
}

/** Loads a language and speaks it. Without its texts (no network) all stays as it is. */
export async function speak(language: Language): Promise<void> {
  const texts = await textsOf(language).catch(() => null);
  if (texts === null) return;
  setTexts(navigator.languages.find((each) => languageOf(each) === language) ?? language, texts);
  document.documentElement.lang = language;
  useLanguage.setState({ language });
}

/** Speaks a language, now and the next time. */
export function choose(language: Language): void {
  setPreference({ language });
  void speak(language);
}

async function textsOf(language: Language): Promise<Texts> {
  return language === "sv" ? (await import("./sv")).sv : en;
}

function languageOf(tag: string): string {
  return tag.toLowerCase().split("-")[0] ?? "";
}

function isLanguage(word: string): word is Language {
  return Object.hasOwn(LANGUAGES, word);
}
