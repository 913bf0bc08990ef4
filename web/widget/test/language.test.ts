import { afterEach, describe, expect, test, vi } from "vitest";
import { speakTo } from "../src/chat/speakTo";
import { timeText } from "../src/chat/timeText";
import { chooseLanguage, LANGUAGES } from "../src/language";
import { launcherLanguages } from "../src/languages/launcher";
import consentTexts from "../src/loader/consentTexts";
import { type ChatTexts, chatTexts, launcherTexts, speak, spoken, tr } from "../src/texts";
import cases from "./languages.json";

const OTHERS = LANGUAGES.filter((one) => one !== "en");
const FILES = Object.fromEntries(OTHERS.map((one) => [one, one]));
const load = (name: string) => import(`../src/languages/${name}.ts`);

afterEach(() => speak({ lang: "en", locale: "en", texts: chatTexts }));

test.each(cases)("of $wanted, $chosen is chosen", ({ wanted, chosen }) => {
  expect(chooseLanguage(wanted)).toBe(chosen);
});

test("what the page does not say is passed over", () => {
  expect(chooseLanguage([undefined, "", "sv"])).toBe("sv");
});

/** What is filled in, in any order. */
const holes = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();

describe.each(OTHERS)("the texts in %s", (name) => {
  test("are all there, with the same to be filled in, and are no English left over", async () => {
    const { default: table } = (await load(name)) as { default: ChatTexts };
    expect(Object.keys(table).sort()).toEqual(Object.keys(chatTexts).sort());
    for (const [key, english] of Object.entries(chatTexts)) {
      const text = table[key as keyof ChatTexts];
      expect(text.trim(), key).toBe(text);
      expect(text, key).not.toBe("");
      expect(holes(text), key).toEqual(holes(english));
      if (english.length > 20) expect(text, key).not.toBe(english);
    }
  });

  test("of the launcher are all there, with the same to be filled in", () => {
    const table = launcherLanguages[name];
    expect(Object.keys(table).sort()).toEqual(Object.keys(launcherTexts).sort());
    for (const [key, english] of Object.entries(launcherTexts)) {
      const text = table[key as keyof typeof table];
      expect(text.trim(), key).not.toBe("");
      expect(holes(text), key).toEqual(holes(english));
    }
    expect(chooseLanguage([table.lang])).toBe(name);
    expect(consentTexts([name])).toBe(table);
  });
});

test("the chat speaks the language wanted, and says what its table lacks in English", async () => {
  const wanted = [undefined, "fi", "sv-FI", "en"];
  await speakTo(wanted, load, FILES);
  expect(tr("said", { name: "Anna" })).toBe("Anna skrev:");
  expect(spoken).toMatchObject({ lang: "sv", locale: "sv-FI" });
  await speakTo(wanted, () => Promise.resolve({ default: { you: "Du" } }), FILES);
  expect([tr("you"), tr("today")]).toEqual(["Du", "Today"]);
});

test("English is there without a file; so it is where a file does not come", async () => {
  const fails = vi.fn(() => Promise.reject(new Error("lost")));
  await speakTo(["en-GB", "sv"], fails, FILES);
  expect(fails).not.toHaveBeenCalled();
  expect(spoken).toMatchObject({ lang: "en", locale: "en-GB" });
  await speakTo(["sv", "en-AU"], fails, FILES);
  expect(fails).toHaveBeenCalledWith("sv");
  expect(tr("today")).toBe("Today");
  expect(spoken).toMatchObject({ lang: "en", locale: "en-AU" });
});

test("dates are written as the language's readers do; a tag that browsers don't read is none", async () => {
  const at = new Date(2026, 2, 31, 14, 5).toISOString();
  const later = new Date(2026, 3, 2);
  await speakTo(["de"], load, FILES);
  expect(timeText(at, later)).toBe("Di., 31. März, 14:05");
  expect(timeText(at, new Date(2026, 2, 31, 15))).toBe("Heute, 14:05");
  await speakTo(["de_AT"], load, FILES);
  expect(timeText(at, later)).toBe("Di., 31. März, 14:05");
  await speakTo(["zh-TW"], load, FILES);
  expect(spoken).toMatchObject({ lang: "zh-Hant", locale: "zh-TW" });
  await speakTo(["pt"], load, FILES);
  expect(spoken.lang).toBe("pt-BR");
});
