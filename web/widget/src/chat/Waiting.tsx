import { tr } from "../texts";
import type { ChatModel } from "./chatModel";

/** An agent is being looked for. */
export function Waiting({ model }: { model: ChatModel }) {
  const cancelled = model.snapshot.value?.pending.some((one) => one.command.type === "cancel");
  return (
    <div class="fdc-waiting">
      <span class="fdc-spinner" aria-hidden="true" />
      <div class="fdc-waiting-text">
        <p role="status">{tr("connecting")}</p>
        <p class="fdc-hint">{tr("connecting_hint")}</p>
      </div>
      <button
        type="button"
        class="fdc-link"
        aria-disabled={cancelled}
        onClick={() => model.conversation?.do("cancel")}
      >
        {tr("cancel")}
      </button>
    </div>
  );
}
