import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { en } from "../src/messages/en";
import { choose, firstLanguage, speak, useLanguage } from "../src/messages/language";
import { sv } from "../src/messages/sv";
import { locale, t, tn } from "../src/messages/t";
import { setPreference } from "../src/ui/preferences";

const names = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
const browserAsksFor = (...languages: string[]) =>
  vi.spyOn(navigator, "languages", "get").mockReturnValue(languages);

beforeEach(() => browserAsksFor("en-GB"));
afterEach(async () => {
  setPreference({ language: null });
  await speak("en");
});

test("a text has the same names to fill in, in every language", () => {
  for (const key of Object.keys(en) as (keyof typeof en)[]) {
    expect(names(sv[key]), key).toEqual(names(en[key]));
  }
});

test("no text is empty, and none ends in a space", () => {
  for (const texts of [en, sv]) {
    for (const [key, text] of Object.entries(texts)) expect(text, key).toMatch(/\S$/);
  }
});

test("the language is the one chosen here, else the first of the browser's that there is, else English", () => {
  browserAsksFor("fi", "sv-FI", "en");
  expect(firstLanguage()).toBe("sv");
  browserAsksFor("fi");
  expect(firstLanguage()).toBe("en");
  setPreference({ language: "sv" });
  expect(firstLanguage()).toBe("sv");
  setPreference({ language: "tlh" });
  expect(firstLanguage()).toBe("en");
});

test("texts, numbers and the page's language follow the choice, and keep the browser's region", async () => {
  browserAsksFor("en-GB", "sv-FI");
  choose("sv");
  await vi.waitFor(() => expect(useLanguage.getState().language).toBe("sv"));
  expect(t("nav.inbox")).toBe("Inkorg");
  expect(tn("row.unread", 1)).toBe("1 oläst meddelande");
  expect(tn("reply.over", 2, { limit: 4000 })).toContain("4\u00a0000 tecken");
  expect(document.documentElement.lang).toBe("sv");
  expect(locale()).toBe("sv-FI");
});
