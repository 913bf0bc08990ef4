import { afterEach, expect, test } from "vitest";
import { speak } from "../src/messages/language";
import { ApiError } from "../src/session/session";
import { inUseText } from "../src/settings/attributes/inUse";
import { valuesFault } from "../src/settings/attributes/valueLines";

afterEach(() => speak("en"));

const refused = (message: string) => new ApiError("conflict", message);

test("what uses an attribute is named in the console's language", async () => {
  const rule = refused("“company.seats” is used by the custom rule “The “big” ones”");
  const dialogue = refused("“list.guests” is used by the published dialogue “Welcome”, card “live”");
  expect(inUseText(rule)).toBe("That can't be done: the custom rule “The “big” ones” uses it.");
  await speak("sv");
  expect(inUseText(rule)).toBe("Det går inte: den egna regeln ”The “big” ones” använder det.");
  expect(inUseText(dialogue)).toBe(
    "Det går inte: den publicerade dialogen ”Welcome” använder det, i kortet ”live”.",
  );
  expect(inUseText(refused("something that is said in other words"))).toBe(
    "Det går inte: en egen regel eller en publicerad dialog använder det.",
  );
  expect(inUseText(new ApiError("invalid", "“company.seats” is no pick-list"))).toBeNull();
});

test("values of a pick-list are looked at before they are sent", () => {
  expect(valuesFault([])).toBe("missing");
  expect(valuesFault(["S", "M", "S"])).toBe("twice");
  expect(valuesFault(["x".repeat(501)])).toBe("long");
  expect(valuesFault(Array.from({ length: 201 }, (_, at) => String(at)))).toBe("many");
  expect(valuesFault(["😀".repeat(500), "M"])).toBeNull();
});
