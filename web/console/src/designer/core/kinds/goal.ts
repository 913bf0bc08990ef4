import { followed, type Kind, onward } from "./kind";

/** Records that a goal was reached. */
export const goal: Kind<"goal"> = {
  fresh: (id) => ({ kind: "goal", id, name: "" }),
  ways: onward,
  lead: (card, _, to) => followed(card, to),
  words: ({ name }) => name,
  speaks: false,
  leads: true,
};
