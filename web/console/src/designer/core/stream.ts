import type { components } from "@frontdesk/api";

type Criteria = components["schemas"]["CriteriaFile"];

/** Where a card stands on the canvas: whole pixels to the right and down. */
export type Place = readonly [x: number, y: number];

export interface MessageCard {
  readonly kind: "message";
  readonly id: string;
  readonly text: string;
  readonly poke?: boolean;
  readonly next?: string | null;
}

export interface ChoiceRow {
  readonly label: string;
  readonly value?: string | null;
  readonly next?: string | null;
}

export interface QuestionCard {
  readonly kind: "question";
  readonly id: string;
  readonly text: string;
  readonly poke?: boolean;
  readonly choices: readonly ChoiceRow[];
  readonly attribute?: string | null;
}

/** What an information capture asks for. */
export type Input =
  | "text"
  | "email"
  | { readonly pick_list: readonly string[] }
  | { readonly phone: { readonly region?: string | null } }
  | { readonly number: { readonly min?: number | null; readonly max?: number | null } }
  | { readonly date: { readonly min?: string | null; readonly max?: string | null } };

export interface CaptureCard {
  readonly kind: "capture";
  readonly id: string;
  readonly text: string;
  readonly poke?: boolean;
  readonly input: Input;
  readonly attribute: string;
  readonly skip_if_known?: boolean;
  readonly overwrite?: boolean;
  readonly next?: string | null;
}

/** Who is offered the chat. */
export type Route = "round_robin" | "rules" | { readonly agent: string } | { readonly team: string };

export interface LiveChatCard {
  readonly kind: "live_chat";
  readonly id: string;
  readonly text?: string;
  readonly poke?: boolean;
  readonly route?: Route;
  readonly tries?: number | null;
  readonly ring_everyone?: boolean;
  /** A fault of files that were written by hand: nothing can follow a live chat card (`STREAM-2`). */
  readonly next?: string | null;
}

export interface MeetingCard {
  readonly kind: "meeting";
  readonly id: string;
  readonly text?: string;
  readonly poke?: boolean;
  readonly route?: Route;
  /** After a meeting was booked. */
  readonly next?: string | null;
  /** Where none can be booked. */
  readonly otherwise?: string | null;
}

export interface GoalCard {
  readonly kind: "goal";
  readonly id: string;
  readonly name: string;
  readonly next?: string | null;
}

export interface Assignment {
  readonly attribute: string;
  readonly value: string;
}

export interface ActionCard {
  readonly kind: "action";
  readonly id: string;
  readonly set: readonly Assignment[];
  readonly next?: string | null;
}

export interface BranchRow {
  readonly label: string;
  readonly criteria: Criteria;
  readonly next?: string | null;
}

export interface ConditionCard {
  readonly kind: "condition";
  readonly id: string;
  readonly branches: readonly BranchRow[];
  readonly otherwise?: string | null;
}

export type Card =
  | MessageCard
  | QuestionCard
  | CaptureCard
  | LiveChatCard
  | MeetingCard
  | GoalCard
  | ActionCard
  | ConditionCard;

export type CardKind = Card["kind"];
/** The card of a kind. */
export type CardOf<Kind extends CardKind> = Extract<Card, { kind: Kind }>;

/** The document that the designer edits: a stream file (`docs/stream.schema.json`). */
export interface Stream {
  readonly frontdesk_stream: number;
  readonly name: string;
  readonly targets: readonly string[];
  readonly exclusions?: readonly string[];
  readonly priority?: number;
  /** The card where it begins; empty where there is none. */
  readonly first: string;
  readonly cards: readonly Card[];
  readonly layout?: Readonly<Record<string, Place>>;
}

/** The card with an id. */
export function cardIn(stream: Stream, id: string | null): Card | null {
  return stream.cards.find((card) => card.id === id) ?? null;
}
