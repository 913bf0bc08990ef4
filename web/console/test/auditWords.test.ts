import { afterEach, expect, test } from "vitest";
import { speak } from "../src/messages/language";
import { valueText } from "../src/settings/audit/words";

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
});
