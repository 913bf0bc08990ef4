import { expect, test } from "vitest";
import { ConversationLog } from "../src/core/conversationLog";
import { CONVERSATION, entry } from "./fakeServer";

const bot = (seq: number) => entry(seq, { kind: "bot", text: `m${seq}` });
const stretch = (after: number, upto: number, ...seqs: number[]) => ({
  conversation: CONVERSATION,
  after,
  upto,
  entries: seqs.map(bot),
});

test("a stretch is taken once, whatever comes again", () => {
  const log = new ConversationLog();
  expect(log.apply(stretch(0, 3, 1, 3))).toBe("news");
  expect(log.apply(stretch(0, 3, 1, 3))).toBe("known");
  expect(log.apply(stretch(1, 5, 3, 4, 5))).toBe("news");
  expect(log.entries.map((one) => one.seq)).toEqual([1, 3, 4, 5]);
});

test("numbers may be missing, stretches may not", () => {
  const log = new ConversationLog();
  log.apply(stretch(0, 2, 1));
  expect(log.apply(stretch(4, 5, 5))).toBe("gap");
  expect(log.cursor).toBe(2);
  expect(log.apply(stretch(2, 9))).toBe("news");
  expect(log.cursor).toBe(9);
  expect(log.entries).toHaveLength(1);
});
