import { catalogue } from "./catalogue";

type Catalogue = typeof catalogue;
export type MessageKey = keyof Catalogue;
type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Names<Rest>
  : never;
type Values<Key extends MessageKey> = Record<Names<Catalogue[Key]>, string | number>;
type Rest<Key extends MessageKey> = [Names<Catalogue[Key]>] extends [never] ? [] : [values: Values<Key>];
type PluralKey = MessageKey extends infer Key ? (Key extends `${infer Stem}.one` ? Stem : never) : never;

/** The text for a key, its `{names}` filled in. */
export function t<Key extends MessageKey>(key: Key, ...[values]: Rest<Key>): string {
  return fill(catalogue[key], values ?? {});
}

const plural = new Intl.PluralRules("en");

/** The text for a key that has one form per number: `{count}` is the number. */
export function tn(stem: PluralKey, count: number, values: Record<string, string | number> = {}): string {
  const form = plural.select(count) === "one" ? "one" : "other";
  return fill(catalogue[`${stem}.${form}`], { ...values, count });
}

function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (all, name: string) => String(values[name] ?? all));
}
