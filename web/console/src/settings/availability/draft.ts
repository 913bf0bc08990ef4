import type { Schedule, ScheduleFault } from "./queries";

export interface BlockDraft {
  readonly key: number;
  readonly start: string;
  /** Midnight at the end of the day is `00:00`, as a field for a time of day has it. */
  readonly end: string;
}

export interface DaysOffDraft {
  readonly key: number;
  readonly first: string;
  readonly last: string;
}

/** A schedule while it is being edited. */
export interface Draft {
  readonly zone: string;
  /** From Monday. */
  readonly week: readonly (readonly BlockDraft[])[];
  readonly off: readonly DaysOffDraft[];
}

/** The days of the week, as the server calls them. */
const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;

let keys = 0;

function key(): number {
  keys += 1;
  return keys;
}

const MIDNIGHT = "00:00";

export function toDraft(schedule: Schedule): Draft {
  return {
    zone: schedule.time_zone,
    week: DAYS.map((day) =>
      schedule.week[day].map(({ start, end }) => ({
        key: key(),
        start,
        end: end === "24:00" ? MIDNIGHT : end,
      })),
    ),
    off: schedule.days_off.map(({ first, last }) => ({ key: key(), first, last })),
  };
}

export function toSchedule({ zone, week, off }: Draft): Schedule {
  const day = (at: number) =>
    (week[at] ?? []).map(({ start, end }) => ({ start, end: end === MIDNIGHT ? "24:00" : end }));
  return {
    time_zone: zone,
    week: {
      monday: day(0),
      tuesday: day(1),
      wednesday: day(2),
      thursday: day(3),
      friday: day(4),
      saturday: day(5),
      sunday: day(6),
    },
    days_off: off.map(({ first, last }) => ({ first, last })),
  };
}

/** Whether two drafts say the same. */
export function isSame(one: Draft, other: Draft): boolean {
  return JSON.stringify(toSchedule(one)) === JSON.stringify(toSchedule(other));
}

export function changeDay(
  draft: Draft,
  day: number,
  change: (blocks: readonly BlockDraft[]) => readonly BlockDraft[],
): Draft {
  return { ...draft, week: draft.week.map((blocks, at) => (at === day ? change(blocks) : blocks)) };
}

/** One more block: the office hours, or an hour after the day's last one. */
export function addBlock(draft: Draft, day: number): Draft {
  return changeDay(draft, day, (blocks) => {
    const last = blocks.at(-1);
    const hour = last === undefined ? 9 : Number.parseInt(last.end, 10) + 1;
    const free = last === undefined || (last.end !== MIDNIGHT && hour < 23);
    const [start, end] = free ? [hour, last === undefined ? 17 : Math.min(hour + 4, 23)] : [9, 17];
    return [...blocks, { key: key(), start: clock(start), end: clock(end) }];
  });
}

/** Replaces the hours of some days by those of another. */
export function copyDay(draft: Draft, from: number, to: ReadonlySet<number>): Draft {
  const copied = draft.week[from] ?? [];
  return {
    ...draft,
    week: draft.week.map((blocks, day) =>
      to.has(day) ? copied.map((block) => ({ ...block, key: key() })) : blocks,
    ),
  };
}

export function addDaysOff(draft: Draft, today: string): Draft {
  const last = draft.off.at(-1)?.last || today;
  return { ...draft, off: [...draft.off, { key: key(), first: last, last }] };
}

/** A first day after the last takes the last along: most days off are one. */
export function changeDaysOff(draft: Draft, row: number, change: Partial<DaysOffDraft>): Draft {
  const changed = (days: DaysOffDraft): DaysOffDraft => {
    const next = { ...days, ...change };
    const moved = change.first !== undefined && (next.last === "" || next.last < next.first);
    return moved ? { ...next, last: next.first } : next;
  };
  return { ...draft, off: draft.off.map((days, at) => (at === row ? changed(days) : days)) };
}

export function removeDaysOff(draft: Draft, row: number): Draft {
  return { ...draft, off: draft.off.filter((_, at) => at !== row) };
}

/** The fault at a place, if there is one. */
export function faultAt(
  faults: readonly ScheduleFault[],
  at: { day?: number; place?: number; daysOff?: boolean },
): ScheduleFault["fault"] | null {
  const found = faults.find(
    (fault) =>
      (fault.day ?? undefined) === (at.day === undefined ? undefined : DAYS[at.day]) &&
      (fault.place ?? undefined) === at.place &&
      DAYS_OFF.has(fault.fault) === (at.daysOff ?? false) &&
      fault.fault !== "unknown_zone",
  );
  return found?.fault ?? null;
}

const DAYS_OFF: ReadonlySet<ScheduleFault["fault"]> = new Set([
  "bad_date",
  "days_off_backwards",
  "many_days_off",
]);

function clock(hour: number): string {
  return `${String(hour).padStart(2, "0")}:00`;
}
