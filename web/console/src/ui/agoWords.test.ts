import { afterEach, expect, test } from "vitest";
import { speak } from "../messages/language";
import { agoWords } from "./agoWords";

afterEach(() => speak("en"));

test("how long ago something was is told in its largest unit, and in the console's language", async () => {
  const now = Date.parse("2026-12-01T12:00:00Z");
  for (const [at, words] of [
    ["2026-12-01T12:00:30Z", "now"],
    ["2026-12-01T11:59:01Z", "now"],
    ["2026-12-01T11:59:00Z", "1 minute ago"],
    ["2026-12-01T10:00:01Z", "1 hour ago"],
    ["2026-11-30T12:00:00Z", "1 day ago"],
    ["2026-11-20T12:00:00Z", "1 week ago"],
    ["2026-10-01T12:00:00Z", "2 months ago"],
    ["2024-01-01T12:00:00Z", "2 years ago"],
  ] as const) {
    expect(agoWords(at, now), at).toBe(words);
  }
  await speak("sv");
  expect(agoWords("2026-12-01T10:00:00Z", now)).toBe("för 2 timmar sedan");
});
