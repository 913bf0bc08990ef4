import { followed, type Kind, onward } from "./kind";

/** Sets attributes. */
export const action: Kind<"action"> = {
  fresh: (id) => ({ kind: "action", id, set: [{ attribute: "person.interest", value: "" }] }),
  ways: onward,
  lead: (card, _, to) => followed(card, to),
  words: ({ set }) => set.map(({ attribute, value }) => `${attribute} = ${value}`).join(", "),
  speaks: false,
  leads: true,
};
