import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ServerClock } from "../core/serverClock";
import { tr } from "../texts";

/** The chat will end for silence. Announced once; the seconds tick for the eye only. */
export function Countdown({ clock, ends }: { clock: ServerClock; ends: string }) {
  const left = useSignal(clock.secondsUntil(ends));
  useEffect(() => {
    const tick = () => {
      left.value = clock.secondsUntil(ends);
    };
    tick();
    const timer = setInterval(tick, 500);
    return () => clearInterval(timer);
  }, [clock, ends, left]);
  const time = `${Math.floor(left.value / 60)}:${String(left.value % 60).padStart(2, "0")}`;
  return (
    <div class="fdc-warned">
      <p class="fdc-hidden" role="status">
        {tr("warned")}
      </p>
      <p aria-hidden="true">{tr("warned_in", { time })}</p>
    </div>
  );
}
