import { en } from "./en";

type Catalogue = typeof en;
export type MessageKey = keyof Catalogue;
/** A language: a text for every key. */
export type Texts = Readonly<Record<MessageKey, string>>;
/** What a text has to be filled in. */
export type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Names<Rest>
  : never;
type Values<Key extends MessageKey> = Record<Names<Catalogue[Key]>, string | number>;
type Rest<Key extends MessageKey> = [Names<Catalogue[Key]>] extends [never] ? [] : [values: Values<Key>];
/** A key whose text has nothing to fill in. */
export type PlainKey = {
  [Key in MessageKey]: [Names<Catalogue[Key]>] extends [never] ? Key : never;
}[MessageKey];
type PluralKey = MessageKey extends infer Key ? (Key extends `${infer Stem}.one` ? Stem : never) : never;

interface Spoken {
  /** For `Intl`: the language, in the region that the browser's user lives in. */
  locale: string;
  texts: Texts;
  plural: Intl.PluralRules;
  number: Intl.NumberFormat;
}

let spoken = spokenIn("en", en);

/** From now on, `t` speaks this language. */
export function setTexts(locale: string, texts: Texts): void {
  spoken = spokenIn(locale, texts);
}

/** What `Intl` writes dates and numbers in. */
export function locale(): string {
  return spoken.locale;
}

/** The text for a key, its `{names}` filled in. */
export function t<Key extends MessageKey>(key: Key, ...[values]: Rest<Key>): string {
  return fill(spoken.texts[key], values ?? {});
}

/** The text for a key that has one form per number: `{count}` is the number. */
export function tn(stem: PluralKey, count: number, values: Record<string, string | number> = {}): string {
  const form = spoken.plural.select(count) === "one" ? "one" : "other";
  return fill(spoken.texts[`${stem}.${form}`], { ...values, count });
}

/** Whether there is a text for what the server has named. */
export function isMessage(key: string): key is MessageKey {
  return Object.hasOwn(en, key);
}

function spokenIn(locale: string, texts: Texts): Spoken {
  return {
    locale,
    texts,
    plural: new Intl.PluralRules(locale),
    number: new Intl.NumberFormat(locale),
  };
}

/** A text with its `{names}` filled in. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (all, name: string) => {
    const value = values[name] ?? all;
    return typeof value === "number" ? spoken.number.format(value) : value;
  });
}
