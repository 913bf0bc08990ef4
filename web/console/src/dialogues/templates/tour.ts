import { askEmail, askFirstName, type Cards, called, connect } from "./cards";
import { tp } from "./texts";

/** Shows one part after the other, as the visitor chooses, and offers to talk to an agent. */
export function tour(): Cards {
  return [
    {
      kind: "question",
      id: "hello",
      text: tp("tour.hello", { name: called() }),
      poke: true,
      choices: [
        { label: tp("tour.show"), value: "show", next: "parts" },
        { label: tp("no"), value: "no", next: "later" },
      ],
    },
    {
      kind: "question",
      id: "parts",
      text: tp("tour.parts"),
      choices: [
        { label: tp("tour.what"), value: "what", next: "what" },
        { label: tp("tour.start"), value: "start", next: "start" },
        { label: tp("tour.who"), value: "who", next: "who" },
        { label: tp("tour.enough"), value: "enough", next: "toured" },
      ],
    },
    { kind: "message", id: "what", text: tp("tour.whatText"), next: "parts" },
    { kind: "message", id: "start", text: tp("tour.startText"), next: "parts" },
    { kind: "message", id: "who", text: tp("tour.whoText"), next: "parts" },
    { kind: "goal", id: "toured", name: tp("tour.goal"), next: "connect" },
    {
      kind: "question",
      id: "connect",
      text: tp("tour.connect"),
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
