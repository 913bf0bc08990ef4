import { expect, test } from "vitest";
import { newClientId } from "../src/core/newClientId";
import { pageTitle } from "../src/core/pageTitle";
import { lengthOf } from "../src/inbox/lengthOf";
import { shortcutOf } from "../src/keyboard/shortcut";
import { t, tn } from "../src/messages/t";
import { safeReturn } from "../src/session/safeReturn";
import { linkify } from "../src/text/linkify";
import { neutralise } from "../src/text/neutralise";
import { duration } from "../src/ui/duration";

const links = (text: string) => linkify(text).flatMap(({ href }) => href ?? []);

test("only http, https and mailto become links", () => {
  expect(links("see https://a.example/x?y=1#z and mailto:a@b.example.")).toEqual([
    "https://a.example/x?y=1#z",
    "mailto:a@b.example",
  ]);
  expect(links("javascript:alert(1) data:text/html,x file:///etc/passwd //a.example vbscript:x")).toEqual([]);
});

test("the sentence around a link is not a part of it, and no text is lost", () => {
  const text = "(https://a.example/b_(c)). Then <https://d.example>!";
  expect(links(text)).toEqual(["https://a.example/b_(c)", "https://d.example/"]);
  expect(
    linkify(text)
      .map((part) => part.text)
      .join(""),
  ).toBe(text);
});

test("direction overrides are taken out", () => {
  expect(neutralise("a\u202egpj.exe\u202c\u2066b\u2069")).toBe("agpj.exeb");
});

test("a return address leads into the console only", () => {
  expect(safeReturn("/inbox/1?a=b")).toBe("/inbox/1?a=b");
  for (const bad of [
    "//evil.example",
    "https://evil.example",
    "/\\evil.example",
    "/sign-in?to=/",
    undefined,
    7,
  ]) {
    expect(safeReturn(bad)).toBe("/");
  }
});

test("a length is counted as the server does", () => {
  expect(lengthOf("a😀é")).toBe(3);
});

test("client ids are random UUIDs", () => {
  expect(newClientId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(newClientId()).not.toBe(newClientId());
});

test("the title counts what is unread", () => {
  expect(pageTitle("Inbox", 0)).toBe("Inbox");
  expect(pageTitle("Inbox", 3)).toBe("(3) Inbox");
});

test("times and numbers read well", () => {
  expect([duration(65_000), duration(-5), duration(3_723_000)]).toEqual(["1:05", "0:00", "1:02:03"]);
  expect(tn("chat.new", 1)).toBe("1 new message");
  expect(tn("chat.new", 2)).toBe("2 new messages");
  expect(t("offer.from", { name: "Pia" })).toBe("Incoming chat from Pia");
});

const press = (part: Partial<Parameters<typeof shortcutOf>[0]>) =>
  shortcutOf({
    key: "",
    code: "",
    altKey: false,
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    isComposing: false,
    altGraph: false,
    ...part,
  });

test("shortcuts are Alt with a letter, wherever Alt writes another character, and the question mark", () => {
  expect(press({ key: "j", code: "KeyJ", altKey: true })).toBe("next");
  expect(press({ key: "∆", code: "KeyJ", altKey: true })).toBe("next");
  expect(press({ key: "?", code: "Slash", shiftKey: true })).toBe("help");
  expect(press({ key: "j", code: "KeyJ" })).toBeNull();
  expect(press({ key: "ę", code: "KeyE", altKey: true, altGraph: true })).toBeNull();
  expect(press({ key: "j", code: "KeyJ", altKey: true, ctrlKey: true })).toBeNull();
});
