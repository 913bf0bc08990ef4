import { chooseLanguage, type Language, languageOf, type Wanted } from "../language";
import { type ChatTexts, chatTexts, speak } from "../texts";

/** The file of each language but English, beside the loader: the build knows their names. */
declare const __LANGUAGE_FILES__: Record<string, string>;

/** Where a language is written in more than one way, `lang` says in which. */
const NAMES: Partial<Record<Language, string>> = { pt: "pt-BR", zh: "zh-Hans" };

/** Fetches a module that lies beside the loader. */
export type Load = (file: string) => Promise<unknown>;

/** Lets the chat speak the visitor's language, for which it fetches one file; English, where that does not come. */
export async function speakTo(wanted: Wanted, load: Load, files = __LANGUAGE_FILES__): Promise<void> {
  let language = chooseLanguage(wanted);
  let texts: Partial<ChatTexts> = chatTexts;
  try {
    const file = files[language];
    if (file) texts = ((await load(file)) as { default: Partial<ChatTexts> }).default;
  } catch {
    language = "en";
  }
  // A visitor from Vienna writes dates in another German than one from Berlin.
  const lang = NAMES[language] ?? language;
  speak({ lang, locale: wanted.find((tag) => languageOf(tag) === language) ?? lang, texts });
}
