import { askEmail, askFirstName, type Cards, called, connect } from "./cards";
import { tp } from "./texts";

/** Greets, asks for first name and e-mail, and connects to an agent. */
export function greet(): Cards {
  return [
    {
      kind: "question",
      id: "hello",
      text: tp("greet.hello", { name: called() }),
      poke: true,
      choices: [
        { label: tp("yes"), value: "yes", next: "first_name" },
        { label: tp("no"), value: "no", next: "later" },
      ],
    },
    askFirstName("email"),
    askEmail(tp("email", { name: called() }), "live"),
    connect(),
    { kind: "message", id: "later", text: tp("later") },
  ];
}
