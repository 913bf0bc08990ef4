import { expect, test } from "vitest";
import { plainPieces } from "../src/core/pieces";

const links = (text: string) =>
  plainPieces(text).flatMap((piece) => (typeof piece === "string" ? [] : [piece.href]));
const shown = (text: string) =>
  plainPieces(text)
    .map((piece) => (typeof piece === "string" ? piece : piece.text))
    .join("");

test("only http, https and mailto become links", () => {
  expect(links("see https://a.example/x?y=1#z, http://b.example and mailto:c@d.example.")).toEqual([
    "https://a.example/x?y=1#z",
    "http://b.example/",
    "mailto:c@d.example",
  ]);
  expect(
    links("javascript:alert(1) data:text/html,x vbscript:x file:///etc //a.example ftp://a.example"),
  ).toEqual([]);
  expect(links("https:// http://[ mailto:nobody")).toEqual([]);
});

test("brackets belong to the address that opened them", () => {
  expect(links("(https://a.example/b_(c)) https://a.example/d)")).toEqual([
    "https://a.example/b_(c)",
    "https://a.example/d",
  ]);
});

test("text is kept as it is, except for what overrides its direction", () => {
  const text = "<script>alert(1)</script> & <b>https://a.example</b>\n line";
  expect(shown(text)).toBe(text);
  expect(shown("\u202Egpj.exe\u2066")).toBe("gpj.exe");
});

test("ten thousand characters of trouble take no time", () => {
  const began = performance.now();
  plainPieces("https://".repeat(2500) + "(".repeat(5000) + ")".repeat(5000));
  expect(performance.now() - began).toBeLessThan(200);
});
