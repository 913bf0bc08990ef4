import { followed, type Kind } from "./kind";

/** Hands the visitor to an agent: the last card of its branch (`STREAM-2`). */
export const liveChat: Kind<"live_chat"> = {
  fresh: (id) => ({ kind: "live_chat", id, text: "", route: "round_robin" }),
  // A way out is a fault, and shown so that it can be taken away.
  ways: ({ next }) => (next == null ? [] : [{ key: "next", label: null, to: next, mayEnd: true }]),
  lead: (card, _, to) => followed(card, to),
  words: ({ text }) => text ?? "",
  speaks: true,
  leads: false,
};
