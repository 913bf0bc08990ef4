import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { tr } from "../texts";
import type { ChatModel } from "./chatModel";

/** Short breaks of the connection need not be told. */
const PATIENCE = 1000;

/** How the connection is, when it isn't well. */
export function Banner({ model }: { model: ChatModel }) {
  const late = useSignal(false);
  const { link, stopped, refusal } = model.snapshot.value ?? {};
  const broken = model.open.value && link !== undefined && (link !== "up" || !model.online.value);
  useEffect(() => {
    late.value = false;
    if (!broken) return;
    const timer = setTimeout(() => {
      late.value = true;
    }, PATIENCE);
    return () => clearTimeout(timer);
  }, [broken, late]);

  let text = "";
  if (stopped) text = tr(stopped === "wrong_protocol" ? "reload" : "unavailable");
  else if (refusal?.type === "open") text = tr("unavailable");
  else if (broken && late.value) text = tr(model.online.value ? "reconnecting" : "offline");
  return (
    <div role="status" class="fdc-banner-place">
      {text && <p class="fdc-banner">{text}</p>}
    </div>
  );
}
