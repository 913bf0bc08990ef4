import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { en as criteriaEn } from "../src/criteria/texts/en";
import { sv as criteriaSv } from "../src/criteria/texts/sv";
import { en as listEn } from "../src/dialogues/list-texts/en";
import { sv as listSv } from "../src/dialogues/list-texts/sv";
import { en as shelfEn } from "../src/dialogues/shelf/texts/en";
import { sv as shelfSv } from "../src/dialogues/shelf/texts/sv";
import { en as templatesEn } from "../src/dialogues/templates/texts/en";
import { sv as templatesSv } from "../src/dialogues/templates/texts/sv";
import { en } from "../src/messages/en";
import { notes as enNotes } from "../src/messages/en/notes";
import { choose, firstLanguage, speak, useLanguage } from "../src/messages/language";
import { noteText } from "../src/messages/noteText";
import { sv } from "../src/messages/sv";
import { notes as svNotes } from "../src/messages/sv/notes";
import { locale, t, tn } from "../src/messages/t";
import { en as orderedEn } from "../src/ordered/texts/en";
import { sv as orderedSv } from "../src/ordered/texts/sv";
import { en as routingEn } from "../src/settings/routing/texts/en";
import { sv as routingSv } from "../src/settings/routing/texts/sv";
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

test("a note fills in the same values, in every language", () => {
  expect(Object.keys(svNotes)).toEqual(Object.keys(enNotes));
  for (const [code, text] of Object.entries(enNotes)) {
    expect(names(svNotes[code as keyof typeof svNotes]), code).toEqual(names(text));
  }
});

test("a note is said in the console's language, and in the server's words where it is not known", async () => {
  const note = { card: "a", text: "it leads to “b”, which does not exist" };
  const known = { ...note, code: "dangling", values: { id: "b" } } as const;
  expect(noteText(known)).toBe("It leads to “b”, which does not exist.");
  await speak("sv");
  expect(noteText(known)).toBe("Det leder till ”b”, som inte finns.");
  expect(noteText({ ...note, code: "toString" as "no_text" })).toBe(note.text);
});

test("the texts of a page have the same names to fill in, in every language", () => {
  for (const [ours, theirs] of [
    [criteriaEn, criteriaSv],
    [listEn, listSv],
    [orderedEn, orderedSv],
    [routingEn, routingSv],
    [shelfEn, shelfSv],
    [templatesEn, templatesSv],
  ] as const) {
    for (const [key, text] of Object.entries(ours)) {
      expect(text, key).toMatch(/\S$/);
      expect(names(theirs[key as keyof typeof theirs]), key).toEqual(names(text));
    }
  }
});

test("no text is empty, and none ends in a space", () => {
  for (const texts of [en, sv, enNotes, svNotes]) {
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
