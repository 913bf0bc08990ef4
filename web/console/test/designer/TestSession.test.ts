import type { components } from "@frontdesk/api";
import { expect, test, vi } from "vitest";
import { type TestAnswer, TestSession } from "../../src/designer/test-chat/TestSession";

type Schemas = components["schemas"];
type Told = Schemas["TestChatTold"];
type Frame = Schemas["VisitorServerFrame"];

const at = "2026-12-01T10:00:00Z";

/** A draft of one question that asks for an agent; it takes so many answers. */
function draft(takes: number) {
  return async (answers: readonly TestAnswer[]): Promise<Told> => {
    const taken = Math.min(answers.length, takes);
    const input: Schemas["AskInput"] = { kind: "choices", labels: ["Yes"] };
    const entries: Schemas["VisitorEntry"][] = [
      { seq: 2, at, client_id: null, what: { kind: "ask", card: "talk", text: "Talk?", input } },
    ];
    const first = answers[0];
    if (taken > 0 && first !== undefined) {
      entries.push({ seq: 3, at, client_id: first.client_id, what: { kind: "answer", text: "Yes" } });
      entries.push({ seq: 4, at, client_id: null, what: { kind: "connecting" } });
    }
    return {
      settings: { name: "Frontdesk", color: "#4f46e5" },
      entries,
      last: taken > 0 ? 4 : 2,
      taken,
      at: taken > 0 ? "live" : "talk",
      unseen: [],
      known: [],
      routing: null,
    };
  };
}

function begin(takes: number, answers: readonly TestAnswer[] = []) {
  const frames: Frame[] = [];
  const told = vi.fn();
  const session = new TestSession(answers, { run: draft(takes), told, failed: vi.fn() });
  const transport = session.ways.socket("", "", {
    ready: () => transport.send({ type: "subscribe", conversation: "", after: 0 }),
    proven: () => {},
    frame: (frame) => frames.push(frame),
    down: () => {},
  });
  const kinds = () =>
    frames.flatMap((frame) => (frame.type === "entries" ? frame.entries.map(({ what }) => what.kind) : []));
  return { session, transport, frames, kinds, told };
}

const answer = (client_id: string): Schemas["VisitorFrame"] => ({
  type: "answer",
  client_id,
  conversation: "",
  card: "talk",
  answer: { kind: "choice", index: 0 },
});

test("STREAM-6 the widget is told what the draft says, and what an answer leads to", async () => {
  const { session, transport, frames, kinds } = begin(1);
  await vi.waitFor(() => expect(kinds()).toEqual(["ask"]));
  transport.send(answer("one"));
  await vi.waitFor(() => expect(kinds()).toEqual(["ask", "ask", "answer", "connecting"]));
  expect(frames).toContainEqual({ type: "ack", client_id: "one", conversation: expect.any(String), seq: 4 });
  expect(session.answers.map(({ client_id }) => client_id)).toEqual(["one"]);
});

test("STREAM-6 an answer that the draft no longer takes is refused and forgotten", async () => {
  const { session, transport, frames } = begin(0);
  transport.send(answer("one"));
  await vi.waitFor(() =>
    expect(frames).toContainEqual(expect.objectContaining({ type: "refused", client_id: "one" })),
  );
  expect(session.answers).toEqual([]);
});

test("STREAM-6 a draft that has changed keeps the answers that still fit", async () => {
  const given: TestAnswer = { client_id: "one", card: "talk", answer: { kind: "choice", index: 0 } };
  const { session, told } = begin(0, [given]);
  await vi.waitFor(() => expect(told).toHaveBeenCalled());
  expect(session.answers).toEqual([]);
});

test("STREAM-6 who cancels the search for an agent may ask again, and nobody is asked", async () => {
  const { transport, kinds } = begin(1);
  transport.send(answer("one"));
  transport.send({ type: "cancel", client_id: "two", conversation: "" });
  await vi.waitFor(() => expect(kinds().at(-1)).toBe("ended"));
  transport.send({ type: "talk_again", client_id: "three", conversation: "" });
  await vi.waitFor(() => expect(kinds().at(-1)).toBe("connecting"));
});
