import { followed, type Kind, onward } from "./kind";

/** Asks for one value. */
export const capture: Kind<"capture"> = {
  fresh: (id) => ({
    kind: "capture",
    id,
    text: "",
    input: "email",
    attribute: "person.email",
    skip_if_known: true,
  }),
  ways: onward,
  lead: (card, _, to) => followed(card, to),
  words: ({ text }) => text,
  speaks: true,
  leads: true,
};
