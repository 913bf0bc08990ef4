import { tp } from "./texts";

/** Cards of a stream file (`docs/streams.md`). What the server knows of each kind, this page need not. */
export type Cards = readonly ({ id: string; kind: string } & Readonly<Record<string, unknown>>)[];

const FIRST_NAME = "person.first_name";

/** The token that calls visitors by their first name. */
export function called(): string {
  return `{{${FIRST_NAME}:"${tp("there")}"}}`;
}

/** Asks for the first name, unless it is known. */
export function askFirstName(next: string) {
  return {
    kind: "capture",
    id: "first_name",
    text: tp("firstName"),
    input: "text",
    attribute: FIRST_NAME,
    skip_if_known: true,
    next,
  };
}

/** Asks for the e-mail, unless it is known. */
export function askEmail(text: string, next: string) {
  return {
    kind: "capture",
    id: "email",
    text,
    input: "email",
    attribute: "person.email",
    skip_if_known: true,
    next,
  };
}

/** Asks for what the visitor wants to know or see, in their own words. */
export function askInterest(text: string, next: string) {
  return { kind: "capture", id: "interest", text, input: "text", attribute: "person.interest", next };
}

/** The sizes that a company can have, the smallest first. */
export function sizes(): string[] {
  return [tp("size1"), tp("size2"), tp("size3"), tp("size4")];
}

/** Asks for the size of the company, unless it is known. */
export function askSize(next: string) {
  return {
    kind: "capture",
    id: "size",
    text: tp("size"),
    input: { pick_list: sizes() },
    attribute: "company.size",
    skip_if_known: true,
    next,
  };
}

/** Hands the visitor to an agent of the general ring. */
export function connect() {
  return { kind: "live_chat", id: "live", text: tp("live"), route: "round_robin", tries: 1 };
}
