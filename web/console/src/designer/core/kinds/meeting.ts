import { followed, type Kind } from "./kind";

/** Offers to book a meeting; where none can be booked, its other way is taken. */
export const meeting: Kind<"meeting"> = {
  fresh: (id) => ({ kind: "meeting", id, text: "", route: "round_robin" }),
  ways: ({ next, otherwise }) => [
    { key: "next", label: null, to: next ?? null, mayEnd: true },
    { key: "otherwise", label: null, to: otherwise ?? null, mayEnd: false },
  ],
  lead: (card, key, to) => {
    if (key !== "otherwise") return followed(card, to);
    const { otherwise: _, ...rest } = card;
    return to === null ? rest : { ...rest, otherwise: to };
  },
  words: ({ text }) => text ?? "",
  speaks: true,
  leads: true,
};
