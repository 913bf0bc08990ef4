import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Editor } from "../../src/designer/core/Editor";
import { type Kept, type Refusal, Saver } from "../../src/designer/core/Saver";
import { cardIn, type Stream } from "../../src/designer/core/stream";
import { chance, message, streamOf } from "./streams";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

class Refused extends Error {
  constructor(readonly why: Refusal) {
    super(why);
  }
}

/** A server that has one draft. */
class FakeServer {
  draft: Kept = { file: streamOf(message("a"), message("b")), revision: 3 };
  puts = 0;
  away = false;

  put = async (revision: number, file: Stream): Promise<Kept> => {
    this.puts += 1;
    if (this.away) throw new Refused("unreachable");
    if (revision !== this.draft.revision) throw new Refused("conflict");
    this.draft = { file, revision: revision + 1 };
    return this.draft;
  };
  read = async () => this.draft;

  /** Somebody else has changed a card. */
  elsewhere(id: string, text: string): void {
    const cards = this.draft.file.cards.map((card) => (card.id === id ? { ...card, text } : card));
    this.draft = { file: { ...this.draft.file, cards } as Stream, revision: this.draft.revision + 1 };
  }

  text(id: string): unknown {
    return cardIn(this.draft.file, id);
  }
}

function open(server: FakeServer) {
  const words = { yes: "Yes", no: "No", branch: "Branch" };
  const editor = new Editor(server.draft.file, { now: Date.now, random: chance(1), words }, false);
  const refusalOf = (fault: unknown) => (fault as Refused).why;
  const { put, read } = server;
  const saver = new Saver(editor, server.draft, { put, read, refusalOf, random: () => 0.5 });
  saver.start();
  const says = (id: string, text: string) =>
    editor.do({ kind: "change", card: { kind: "message", id, text } }, `${id} text`);
  const saving = () => saver.store.getState().saving;
  return { editor, saver, says, saving };
}

test("it saves when typing rests, and at most two seconds after it began", async () => {
  const server = new FakeServer();
  const { says, saving } = open(server);
  says("a", "H");
  expect(saving()).toBe("waiting");
  await vi.advanceTimersByTimeAsync(810);
  expect([server.puts, saving()]).toEqual([1, "saved"]);
  for (let nth = 0; nth < 8; nth += 1) {
    says("a", `He${nth}`);
    await vi.advanceTimersByTimeAsync(270);
  }
  expect(server.puts).toBe(2);
  await vi.advanceTimersByTimeAsync(2000);
  expect(server.text("a")).toMatchObject({ text: "He7" });
});

test("without a server it says so, keeps trying, and loses nothing", async () => {
  const server = new FakeServer();
  const { says, saving, saver } = open(server);
  server.away = true;
  says("a", "Kept");
  await vi.advanceTimersByTimeAsync(900);
  expect([saving(), saver.unsaved]).toEqual(["failed", true]);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(server.puts).toBeGreaterThan(3);
  server.away = false;
  await vi.advanceTimersByTimeAsync(16_000);
  expect(saving()).toBe("saved");
  expect(server.text("a")).toMatchObject({ text: "Kept" });
});

test("a conflict takes in what the other has changed, and undo undoes one's own alone", async () => {
  const server = new FakeServer();
  const { says, saving, editor } = open(server);
  says("a", "Mine");
  server.elsewhere("b", "Theirs");
  await vi.advanceTimersByTimeAsync(3_000);
  expect(saving()).toBe("saved");
  expect([server.text("a"), server.text("b")]).toMatchObject([{ text: "Mine" }, { text: "Theirs" }]);
  editor.undo();
  await vi.advanceTimersByTimeAsync(3_000);
  expect([server.text("a"), server.text("b")]).toMatchObject([{ text: "Text of a" }, { text: "Theirs" }]);
});

test.each([
  ["mine", "Mine", "Theirs"],
  ["theirs", "Theirs", "Mine"],
] as const)(
  "the same card changed twice: %s stays, the other is one step back",
  async (whose, stays, back) => {
    const server = new FakeServer();
    const { says, saving, editor, saver } = open(server);
    says("a", "Mine");
    server.elsewhere("a", "Theirs");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(saving()).toBe("asking");
    expect(server.text("a")).toMatchObject({ text: "Theirs" });
    saver.settle(new Set(whose === "theirs" ? ["a"] : []));
    await vi.advanceTimersByTimeAsync(2_000);
    expect(saving()).toBe("saved");
    expect(server.text("a")).toMatchObject({ text: stays });
    editor.undo();
    expect(cardIn(editor.stream, "a")).toMatchObject({ text: back });
  },
);

test("word of a new revision brings it in, without a step and without saving", async () => {
  const server = new FakeServer();
  const { saver, editor } = open(server);
  server.elsewhere("b", "Theirs");
  await saver.heard(server.draft.revision);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(cardIn(editor.stream, "b")).toMatchObject({ text: "Theirs" });
  expect([server.puts, editor.store.getState().history.past.length]).toEqual([0, 0]);
});
