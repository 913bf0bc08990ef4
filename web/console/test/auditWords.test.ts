import { readdirSync, readFileSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import { audit as en } from "../src/messages/en/audit";
import { speak } from "../src/messages/language";
import { audit as sv } from "../src/messages/sv/audit";
import { actText, fieldText, valueText } from "../src/settings/audit/words";

afterEach(() => speak("en"));

test("the log's own words are told in the console's language, names as they are", async () => {
  await speak("sv");
  expect(valueText("permissions", "view dialogues, manage custom rules, supervise")).toBe(
    "Se dialoger, Hantera egna regler, Övervaka livechattar",
  );
  expect(valueText("profiles", "Live Agent, Support")).toBe("Livechattagent, Support");
  expect(valueText("take live chats", "given")).toBe("oavsett profil");
  expect(valueText("ends", "2027-02-21T00:14:56.038197Z")).toMatch(/^\d+ feb\. 2027/);
  expect(valueText("name", "yes, sir")).toBe("yes, sir");
  expect(valueText("priority", null)).toBe("–");
  expect(valueText("order", "least_busy")).toBe("den som har minst antal chattar");
  expect(valueText("enabled", "no")).toBe("nej");
  expect(valueText("name", "no"), "a company of that name").toBe("no");
});

test("an act names what it was done to, and the general ring has no name", () => {
  expect(actText("team_made", "Sales")).toBe("Team Sales made");
  expect(actText("ring_order_changed", "Sales")).toBe("Order in which the agents of Sales are asked changed");
  expect(actText("ring_order_changed", "")).toBe(
    "Order in which agents are asked in the round robin changed",
  );
});

test("every text of the log has the same names to fill in, in every language", () => {
  const names = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
  for (const [key, text] of Object.entries(en)) {
    expect(names(sv[key as keyof typeof sv]), key).toEqual(names(text));
  }
});

test("every field that the server notes in the log has a text", () => {
  const room = `${import.meta.dirname}/../../../crates/app/src`;
  const files = readdirSync(room, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".rs"),
  );
  const noted = /(?:note\(\s*&mut \w+,|\bfield\(|\bwas\(|\bcounted\(|\bfield:)\s*"([a-z ]+)"/g;
  const fields = files.flatMap((name) =>
    [...readFileSync(`${room}/${name}`, "utf8").matchAll(noted)].map(([, field]) => field ?? ""),
  );
  expect(fields.length).toBeGreaterThan(30);
  const untold = fields.filter((field) => fieldText(field) === field);
  expect([...new Set(untold)]).toEqual([]);
});
