import { afterEach, expect, test } from "vitest";
import { ownText } from "../src/chat/ownText";
import { transcript } from "../src/core/transcript";
import sv from "../src/languages/sv";
import { chatTexts, speak } from "../src/texts";
import type { BadAnswer, Entry } from "../src/wire";
import { entry } from "./fakeServer";

afterEach(() => speak({ lang: "en", locale: "en", texts: chatTexts }));
const swedish = () => speak({ lang: "sv", locale: "sv", texts: sv });

const REASONS: [BadAnswer, string][] = [
  [{ code: "empty" }, sv.bad_empty],
  [{ code: "too_long" }, "Det är för långt: högst 500 tecken."],
  [{ code: "not_an_email" }, sv.bad_not_an_email],
  [{ code: "not_offered" }, sv.bad_not_offered],
  [{ code: "not_a_phone" }, sv.bad_not_a_phone],
  [{ code: "not_a_number" }, sv.bad_not_a_number],
  [{ code: "not_a_date" }, sv.bad_not_a_date],
  [{ code: "out_of_range", min: "1", max: "9.5" }, "Ange ett värde från 1 till 9.5."],
  [{ code: "out_of_range", min: "1", max: null }, "Ange 1 eller mer."],
  [{ code: "out_of_range", min: null, max: "9.5" }, "Ange 9.5 eller mindre."],
  [{ code: "out_of_range", min: null, max: null }, sv.bad_out_of_range],
];

test.each(REASONS)("the reason %o is told in the visitor's language", (reason, told) => {
  swedish();
  expect(ownText(reason, "English")).toBe(told);
});

test("a reason that only a newer server knows is told as it came", () => {
  swedish();
  expect(ownText({ code: "too_boring" } as unknown as BadAnswer, "Too boring.")).toBe("Too boring.");
});

const own = (...whats: Entry["what"][]) =>
  transcript(whats.map((what, at) => entry(at + 1, what))).items.map((item) =>
    item.kind === "message" ? item.own : item.line,
  );

test("what the server says on its own account is told apart from what others wrote", () => {
  const connect = {
    kind: "ask",
    card: "c",
    text: "",
    input: { kind: "connect", label: "Connect me" },
  } as const;
  const mail = { kind: "ask", card: "q", text: "Mail?", input: { kind: "email" } } as const;
  const problem = { kind: "problem", card: "q", text: "No." } as const;
  const reason = { code: "not_an_email" } as const;
  expect(own(connect, { kind: "answer", text: "Connect me" })).toEqual(["connect"]);
  expect(own(mail, { kind: "answer", text: "Connect me" })).toEqual([undefined, undefined]);
  // As it was stored before reasons were kept.
  expect(own(mail, problem)).toEqual([undefined, undefined]);
  expect(own(mail, { ...problem, reason })).toEqual([undefined, reason]);
  expect(own({ kind: "fallback", text: "Sorry", standard: true })).toEqual(["fallback"]);
  expect(own({ kind: "fallback", text: "Sorry", rich: [], standard: false })).toEqual([undefined]);
});
