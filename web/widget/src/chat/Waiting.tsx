import { tr } from "../texts";
import type { ChatModel } from "./chatModel";

/** An agent is being looked for, or waited for in the queue (`ROUTE-10`). */
export function Waiting({ model }: { model: ChatModel }) {
  const snapshot = model.snapshot.value;
  const cancelled = snapshot?.pending.some((one) => one.command.type === "cancel");
  const queue = snapshot?.queue;
  return (
    <div class="fdc-waiting">
      <span class="fdc-spinner" aria-hidden="true" />
      <div class="fdc-waiting-text">
        <div role="status">
          <p>{tr(queue ? "queued" : "connecting")}</p>
          {queue && <p>{standing(queue)}</p>}
        </div>
        <p class="fdc-hint">{tr(queue ? "queued_hint" : "connecting_hint")}</p>
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

/** The visitor's place and wait, as far as they can be told. */
function standing({ place, minutes }: { place: number | null; minutes: number | null }): string {
  if (place === null) return "";
  const at = place === 1 ? tr("queued_next") : tr("queued_place", { place });
  if (minutes === null) return `${at} ${tr("queued_unknown")}`;
  return `${at} ${minutes > 1 ? tr("queued_minutes", { minutes }) : tr("queued_minute")}`;
}
