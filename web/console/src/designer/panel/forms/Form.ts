import type { CardKind, CardOf } from "../../core/stream";

/** What the form of a card gets. */
export interface FormProps<Kind extends CardKind> {
  readonly card: CardOf<Kind>;
  /** Takes a changed card; changes of one field that follow each other are one step back. */
  readonly onChange: (card: CardOf<Kind>, field: string | null) => void;
}
