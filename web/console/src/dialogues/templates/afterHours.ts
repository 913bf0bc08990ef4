import { askEmail, askInterest, type Cards, called } from "./cards";
import { tp } from "./texts";

/** Says that nobody is there now, and takes question and e-mail. */
export function afterHours(): Cards {
  return [
    {
      kind: "message",
      id: "hello",
      text: tp("afterHours.hello", { name: called() }),
      poke: true,
      next: "interest",
    },
    askInterest(tp("afterHours.interest"), "email"),
    askEmail(tp("afterHours.email"), "left"),
    { kind: "goal", id: "left", name: tp("afterHours.goal"), next: "written" },
    { kind: "message", id: "written", text: tp("afterHours.written") },
  ];
}
