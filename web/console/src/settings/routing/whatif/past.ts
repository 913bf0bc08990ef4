import type { RoutedRequest } from "../../../trace/queries";
import type { Known } from "./KnownField";
import type { Card } from "./RouteField";

/** A visitor and a card, as they are entered. */
export interface Asked {
  readonly known: readonly Known[];
  readonly card: Card;
}

/** Before anything is entered. */
export const NOBODY: Asked = {
  known: [{ key: 1, attribute: "person.email", value: "" }],
  card: { kind: "rules", target: null, tries: "1", everyone: false },
};

/** The visitor and the card of a past request. */
export function askedIn({ known, route, decisions }: RoutedRequest): Asked {
  const told = decisions[0]?.told;
  const target = route.kind === "agent" ? route.agent : route.kind === "team" ? route.team : null;
  return {
    known: known.map(({ attribute, value }, at) => ({ key: at + 1, attribute, value })),
    card: {
      kind: route.kind,
      target: target === null || target.gone ? null : { id: target.id, name: target.name },
      tries: String(told?.tries_left ?? 1),
      everyone: told?.everyone != null,
    },
  };
}
