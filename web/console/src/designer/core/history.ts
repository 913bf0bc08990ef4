import { apply, type Edit } from "./edit";
import type { Stream } from "./stream";

/** How many steps can be undone. */
export const DEEPEST = 200;
/** Typing in one field is one step, until it rests for so long, in ms. */
const RESTS_MS = 3_000;

/** A state that can be gone back to. */
interface Step {
  readonly stream: Stream;
  /** What was done to it, or undone. */
  readonly edit: Edit["kind"];
}

/** A stream, and how it came about. */
export interface History {
  readonly past: readonly Step[];
  readonly stream: Stream;
  readonly future: readonly Step[];
  /** The field that is being filled in, and when it last changed. */
  readonly typing: { readonly field: string; readonly at: number } | null;
}

export function begin(stream: Stream): History {
  return { past: [], stream, future: [], typing: null };
}

/**
 * Does an edit. What was undone can't be done again after it. Edits of one `field` that follow each other
 * closely are one step; `now` is in ms.
 */
export function edited(history: History, edit: Edit, field: string | null, now: number): History {
  const stream = apply(history.stream, edit);
  if (stream === history.stream) return history;
  const { typing } = history;
  const goesOn = field !== null && typing?.field === field && now - typing.at < RESTS_MS;
  const step = { stream: history.stream, edit: edit.kind };
  return {
    past: goesOn && history.past.length > 0 ? history.past : [...history.past, step].slice(-DEEPEST),
    stream,
    future: [],
    typing: field === null ? null : { field, at: now },
  };
}

export function undone(history: History): History {
  const step = history.past.at(-1);
  if (step === undefined) return history;
  const future = [...history.future, { stream: history.stream, edit: step.edit }];
  return { past: history.past.slice(0, -1), stream: step.stream, future, typing: null };
}

export function redone(history: History): History {
  const step = history.future.at(-1);
  if (step === undefined) return history;
  const past = [...history.past, { stream: history.stream, edit: step.edit }];
  return { past, stream: step.stream, future: history.future.slice(0, -1), typing: null };
}

/**
 * Takes something into every state: what others did stays done when one's own is undone.
 * It is no step of its own.
 */
export function rebased(history: History, into: (stream: Stream) => Stream): History {
  const all = (steps: readonly Step[]) => steps.map((step) => ({ ...step, stream: into(step.stream) }));
  return {
    past: all(history.past),
    stream: into(history.stream),
    future: all(history.future),
    typing: history.typing,
  };
}
