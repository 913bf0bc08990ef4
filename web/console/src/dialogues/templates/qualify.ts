import { askEmail, askFirstName, askSize, type Cards, called, connect, sizes } from "./cards";
import { tp } from "./texts";

/** Asks who the visitor is; those of larger companies are asked whether they want to talk to sales. */
export function qualify(): Cards {
  return [
    {
      kind: "question",
      id: "hello",
      text: tp("qualify.hello", { name: called() }),
      poke: true,
      choices: [
        { label: tp("qualify.company"), value: "company", next: "first_name" },
        { label: tp("qualify.browsing"), value: "browsing", next: "later" },
      ],
    },
    askFirstName("email"),
    askEmail(tp("email", { name: called() }), "size"),
    askSize("fits"),
    {
      kind: "condition",
      id: "fits",
      branches: [
        {
          label: tp("qualify.large"),
          criteria: { test: { attribute: "company.size", operator: { in: sizes().slice(2) } } },
          next: "qualified",
        },
      ],
      otherwise: "written",
    },
    { kind: "goal", id: "qualified", name: tp("qualify.goal"), next: "connect" },
    {
      kind: "question",
      id: "connect",
      text: tp("qualify.connect"),
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
