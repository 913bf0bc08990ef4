import { type Kind, rowAt, rowKey, rowLeading } from "./kind";

/** Takes the first branch whose criteria hold. */
export const condition: Kind<"condition"> = {
  fresh: (id, { branch }) => ({
    kind: "condition",
    id,
    branches: [
      { label: branch, criteria: { test: { attribute: "person.email", operator: "is_not_empty" } } },
    ],
  }),
  ways: ({ branches, otherwise }) => [
    ...branches.map(({ label, next }, at) => ({ key: rowKey(at), label, to: next ?? null, mayEnd: false })),
    { key: "otherwise", label: null, to: otherwise ?? null, mayEnd: false },
  ],
  lead: (card, key, to) => {
    if (key !== "otherwise") return { ...card, branches: rowLeading(card.branches, rowAt(key), to) };
    const { otherwise: _, ...rest } = card;
    return to === null ? rest : { ...rest, otherwise: to };
  },
  words: ({ branches }) => branches.map(({ label }) => label).join(", "),
  speaks: false,
  leads: true,
};
