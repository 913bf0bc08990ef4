import { t } from "../messages/t";

const FIRST_NAME = "person.first_name";

/** A stream that greets, asks for first name and e-mail, and connects to an agent: it is published without warnings. */
export function starter(name: string, targets: string[]) {
  const greeted = `{{${FIRST_NAME}:"${t("starter.there")}"}}`;
  return {
    frontdesk_stream: 1,
    name,
    targets,
    priority: 1,
    first: "hello",
    cards: [
      {
        kind: "question",
        id: "hello",
        text: t("starter.hello", { name: greeted }),
        poke: true,
        choices: [
          { label: t("starter.yes"), value: "yes", next: "first_name" },
          { label: t("starter.no"), value: "no", next: "later" },
        ],
      },
      {
        kind: "capture",
        id: "first_name",
        text: t("starter.firstName"),
        input: "text",
        attribute: FIRST_NAME,
        skip_if_known: true,
        next: "email",
      },
      {
        kind: "capture",
        id: "email",
        text: t("starter.email", { name: greeted }),
        input: "email",
        attribute: "person.email",
        skip_if_known: true,
        next: "live",
      },
      { kind: "live_chat", id: "live", text: t("starter.live"), route: "round_robin", tries: 1 },
      { kind: "message", id: "later", text: t("starter.later") },
    ],
  };
}
