import { followed, type Kind, onward } from "./kind";

/** Says something. */
export const message: Kind<"message"> = {
  fresh: (id) => ({ kind: "message", id, text: "" }),
  ways: onward,
  lead: (card, _, to) => followed(card, to),
  words: ({ text }) => text,
  speaks: true,
  leads: true,
};
