import { askEmail, askFirstName, askInterest, type Cards, called } from "./cards";
import { tp } from "./texts";

/** Asks what the visitor wants to see, and books a meeting; where none can be booked, somebody writes to them. */
export function demo(): Cards {
  return [
    {
      kind: "question",
      id: "hello",
      text: tp("demo.hello", { name: called() }),
      poke: true,
      choices: [
        { label: tp("demo.book"), value: "demo", next: "first_name" },
        { label: tp("no"), value: "no", next: "later" },
      ],
    },
    askFirstName("email"),
    askEmail(tp("demo.email", { name: called() }), "interest"),
    askInterest(tp("demo.interest"), "meeting"),
    {
      kind: "meeting",
      id: "meeting",
      text: tp("demo.time"),
      route: "round_robin",
      next: "booked",
      otherwise: "asked",
    },
    { kind: "goal", id: "booked", name: tp("demo.booked"), next: "seen" },
    { kind: "message", id: "seen", text: tp("demo.seen", { name: called() }) },
    { kind: "goal", id: "asked", name: tp("demo.asked"), next: "written" },
    { kind: "message", id: "written", text: tp("demo.written", { name: called() }) },
    { kind: "message", id: "later", text: tp("later") },
  ];
}
