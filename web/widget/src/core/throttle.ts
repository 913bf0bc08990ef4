/** Runs `work` at once, and then at most once per `period` while it is asked for; the last request is never lost. */
export function throttle(period: number, work: () => void): { ask(): void; stop(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let again = false;
  const run = () => {
    again = false;
    timer = setTimeout(() => {
      timer = undefined;
      if (again) run();
    }, period);
    work();
  };
  return {
    ask() {
      if (timer) again = true;
      else run();
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
      again = false;
    },
  };
}
