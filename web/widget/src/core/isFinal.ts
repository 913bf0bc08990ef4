import type { Code } from "../wire";

const RETRIABLE: readonly Code[] = [
  "rate_limited",
  "busy",
  "not_stored",
  "too_slow",
  "restarting",
  "internal",
];

/** Whether trying the same again can't help: `frontdesk_protocol::problem::Code::is_final`. */
export function isFinal(code: Code): boolean {
  return !RETRIABLE.includes(code);
}
