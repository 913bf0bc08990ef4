import type { Snapshot } from "../core/conversation";
import type { Ask } from "../core/transcript";
import { tr } from "../texts";
import type { Answer, Code } from "../wire";
import { AskField } from "./AskField";
import type { ChatModel } from "./chatModel";
import { Icon } from "./Icon";

/** The question that waits, as buttons or a field. Gone as soon as it is answered; back if the answer was refused. */
export function AskForm({ model, ask, snapshot }: { model: ChatModel; ask: Ask; snapshot: Snapshot }) {
  const { input, card } = ask;
  const answered = snapshot.pending.some((one) => one.command.type === "answer" && one.command.card === card);
  if (answered) return null;

  const answer = (value: Answer, shown: string) => {
    // The control that has the focus goes away: keep it near, and it goes on to what comes next.
    model.context.root.querySelector<HTMLElement>("[data-log]")?.focus({ preventScroll: true });
    model.conversation?.answer(card, value, shown);
  };
  const error = refusedText(snapshot.refusal);

  switch (input.kind) {
    case "choices":
      return (
        <fieldset class="fdc-choices" aria-label={ask.text || tr("choices")}>
          {input.labels.map((label, index) => (
            <button
              key={index}
              type="button"
              class="fdc-choice"
              dir="auto"
              data-next
              onClick={() => answer({ kind: "choice", index }, label)}
            >
              {label}
            </button>
          ))}
          <Refused text={error} />
        </fieldset>
      );
    case "connect":
      return (
        <div class="fdc-choices">
          <button
            type="button"
            class="fdc-button"
            dir="auto"
            data-next
            onClick={() => answer({ kind: "connect" }, tr("connect"))}
          >
            {tr("connect")}
          </button>
          <Refused text={error} />
        </div>
      );
    default:
      return (
        <AskField
          input={input}
          refused={error}
          problem={ask.problem === null ? null : `fdc-${ask.problem}`}
          answer={(value) => answer({ kind: "value", value }, value)}
        />
      );
  }
}

/** The log tells by itself when the question was answered elsewhere. */
function refusedText(refusal: { type: string; code: Code } | null): string | null {
  return refusal?.type === "answer" && refusal.code !== "not_asked" ? tr("answer_refused") : null;
}

function Refused({ text }: { text: string | null }) {
  if (!text) return null;
  return (
    <p class="fdc-error" role="alert">
      <Icon name="alert" />
      {text}
    </p>
  );
}
