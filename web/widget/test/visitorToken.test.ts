import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { visitorToken } from "../src/loader/visitorToken";
import { openStore } from "../src/store";

let jar: Map<string, string>;
let written: string[];
let protocol = "https:";

/** The cookies that a page below example.com sees. */
beforeEach(() => {
  localStorage.clear();
  jar = new Map([["other", "1"]]);
  written = [];
  protocol = "https:";
  vi.stubGlobal("location", {
    hostname: "www.example.com",
    get protocol() {
      return protocol;
    },
  });
  vi.spyOn(document, "cookie", "get").mockImplementation(() =>
    [...jar].map(([name, value]) => `${name}=${value}`).join("; "),
  );
  vi.spyOn(document, "cookie", "set").mockImplementation((text) => {
    written.push(text);
    const [pair = "", domain = ""] = text.split(";");
    const [name = "", value = ""] = pair.split("=");
    if (domain !== "domain=example.com") return;
    if (text.includes("max-age=0")) jar.delete(name);
    else jar.set(name, value);
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test("TARGET-11 a token is the origin's own, unless it is shared with a whole domain", () => {
  const token = visitorToken(openStore("localStorage"));
  token.keep("abc1", null);
  expect([token.get(), written]).toEqual(["abc1", []]);
  token.keep("abc1", "example.com");
  expect(jar.get("frontdesk_visitor")).toBe("abc1");
  expect(localStorage.length).toBe(0);
  expect(written.at(-1)).toBe(
    "frontdesk_visitor=abc1;domain=example.com;path=/;max-age=34560000;samesite=lax;secure",
  );
  protocol = "http:";
  token.keep("abc1", "example.com");
  expect(written.at(-1)).toMatch(/samesite=lax$/);
});

test("TARGET-11 what another page of the domain has kept goes over what this origin had", () => {
  localStorage.setItem("frontdesk.token", "mine");
  jar.set("frontdesk_visitor", "ours");
  expect(visitorToken(openStore("localStorage")).get()).toBe("ours");
});

test("TARGET-11 no longer shared, it stays with the origin that hears of it first", () => {
  jar.set("frontdesk_visitor", "ours");
  const token = visitorToken(openStore("localStorage"));
  token.keep("ours", null);
  expect(jar.has("frontdesk_visitor")).toBe(false);
  expect(localStorage.getItem("frontdesk.token")).toBe("ours");
});

test("TARGET-11 where cookies are blocked, the origin knows its visitor all the same", () => {
  const token = visitorToken(openStore("localStorage"));
  token.keep("abc1", "other.test");
  expect(token.get()).toBe("abc1");
});

test("TARGET-11 forgetting leaves neither cookie nor storage", () => {
  const token = visitorToken(openStore("localStorage"));
  token.keep("abc1", "example.com");
  token.forget();
  expect([token.get(), jar.size, localStorage.length]).toEqual([null, 1, 0]);
});
