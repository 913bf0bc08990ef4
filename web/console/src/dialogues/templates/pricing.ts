import { askEmail, askFirstName, askInterest, askSize, type Cards, called, connect } from "./cards";
import { tp } from "./texts";

/** Finds out what the visitor wants to know about prices, and connects them to an agent or takes the question. */
export function pricing(): Cards {
  return [
    {
      kind: "question",
      id: "hello",
      text: tp("pricing.hello", { name: called() }),
      poke: true,
      choices: [
        { label: tp("pricing.plan"), value: "plan", next: "size" },
        { label: tp("pricing.quote"), value: "quote", next: "size" },
        { label: tp("pricing.other"), value: "other", next: "interest" },
        { label: tp("no"), value: "no", next: "later" },
      ],
    },
    askSize("interest"),
    askInterest(tp("pricing.interest"), "first_name"),
    askFirstName("email"),
    askEmail(tp("email", { name: called() }), "asked"),
    { kind: "goal", id: "asked", name: tp("pricing.goal"), next: "connect" },
    {
      kind: "question",
      id: "connect",
      text: tp("pricing.connect"),
      choices: [
        { label: tp("yes"), value: "yes", next: "live" },
        { label: tp("write"), value: "write", next: "written" },
      ],
    },
    connect(),
    { kind: "message", id: "written", text: tp("written", { name: called() }) },
    { kind: "message", id: "later", text: tp("later") },
  ];
}
