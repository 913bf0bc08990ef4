import { type Language, useLanguage } from "./language";
import { fill, type Names } from "./t";

type Catalogue = Readonly<Record<string, string>>;

/**
 * The texts of a page that are loaded with it, in every language: what few people open is no weight for all.
 * A text that is missing in a language, or too much, does not compile.
 */
export function pageTexts<Texts extends Catalogue>(
  catalogue: { en: Texts } & Readonly<Record<Language, Readonly<Record<keyof Texts, string>>>>,
) {
  const text = (key: keyof Texts) => catalogue[useLanguage.getState().language][key];
  return {
    /** The text for a key, its `{names}` filled in. */
    t<Key extends keyof Texts>(
      key: Key,
      ...[values]: [Names<Texts[Key]>] extends [never]
        ? []
        : [values: Record<Names<Texts[Key]>, string | number>]
    ): string {
      return fill(text(key), values ?? {});
    },
  };
}
