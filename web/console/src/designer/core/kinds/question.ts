import { type Kind, rowAt, rowKey, rowLeading } from "./kind";

/** A multiple-choice question. */
export const question: Kind<"question"> = {
  fresh: (id, { yes, no }) => ({
    kind: "question",
    id,
    text: "",
    choices: [{ label: yes }, { label: no }],
  }),
  ways: ({ choices }) =>
    choices.map(({ label, next }, at) => ({ key: rowKey(at), label, to: next ?? null, mayEnd: false })),
  lead: (card, key, to) => ({ ...card, choices: rowLeading(card.choices, rowAt(key), to) }),
  words: ({ text }) => text,
  speaks: true,
  leads: true,
};
