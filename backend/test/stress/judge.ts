/**
 * Judges what the callers of one pet saw: is there an order of their calls, each taking effect at one
 * moment between its beginning and its end, in which every answer is right?
 *
 * That is linearizability (Herlihy and Wing, 1990), searched for as Wing and Gong did, with a memory
 * of what was tried (Lowe, 2017). A shop is right if each of its pets is.
 */
import { apply, type Operation, type PetState } from './pet-model.ts';

/** A call on one pet. Times are those of one clock. */
export interface Event {
  operation: Operation;
  start: number;
  /** When the answer came. */
  end: number;
  /** Undefined if nobody knows it: the call took effect once after its start, or never. */
  answer: string | undefined;
}

/** More than any history of the stress needs by far. */
const MAX_TRIED = 500_000;

/**
 * @returns why no order of the events explains their answers; undefined if one does
 * @throws Error if there are too many orders to try
 */
export function contradiction(events: readonly Event[]): string | undefined {
  const sorted = events.toSorted((one, other) => one.start - other.start);
  const tried = new Set<string>();
  let best: { done: ReadonlySet<Event>; pet: PetState | undefined } = {
    done: new Set(),
    pet: undefined,
  };

  if (explains(new Set(), undefined)) return undefined;
  const open = sorted.find((event) => event.answer !== undefined && !best.done.has(event));
  const around = sorted.filter(
    (event) => !best.done.has(event) || (open && event.end > open.start - 500),
  );
  return [
    `no order of the calls explains all answers; after ${best.done.size} of ${sorted.length} the pet was ${JSON.stringify(best.pet)}:`,
    ...around.slice(0, 25).map((event) => `  ${line(event)}${best.done.has(event) ? '' : ' (!)'}`),
  ].join('\n');

  function explains(before: ReadonlySet<Event>, pet: PetState | undefined): boolean {
    const done = withoutEffect(before, pet);
    if (done.size > best.done.size) best = { done, pet };
    if (sorted.every((event) => event.answer === undefined || done.has(event))) return true;
    const left = sorted.flatMap((event, i) => (done.has(event) ? [] : i));
    const state = `${left.join()} ${JSON.stringify(pet)}`;
    if (tried.has(state)) return false;
    if (tried.size === MAX_TRIED) throw new Error('There are too many orders to try.');
    tried.add(state);
    return possible(done).some((event) => {
      const next = apply(pet, event.operation);
      const fits =
        event.answer === undefined ? differ(next.pet, pet) : event.answer === next.answer;
      return fits && explains(new Set([...done, event]), next.pet);
    });
  }

  /** Takes what only looked or was refused, and is right now: later it could only be wrong. */
  function withoutEffect(before: ReadonlySet<Event>, pet: PetState | undefined): Set<Event> {
    const done = new Set(before);
    for (;;) {
      const taken = possible(done).filter(
        ({ operation, answer }) =>
          answer !== undefined &&
          !answer.startsWith('20') &&
          answer === apply(pet, operation).answer,
      );
      if (taken.length === 0) return done;
      for (const event of taken) done.add(event);
    }
  }

  /** Those that may come next: none that is left ended before they began. Answered ones first. */
  function possible(done: ReadonlySet<Event>): Event[] {
    const left = sorted.filter((event) => !done.has(event));
    const ends = left.filter(({ answer }) => answer !== undefined).map(({ end }) => end);
    const firstEnd = ends.reduce((one, other) => Math.min(one, other), Infinity);
    return left
      .filter(({ start }) => start <= firstEnd)
      .sort((one, other) => Number(!one.answer) - Number(!other.answer));
  }
}

const differ = (one: PetState | undefined, other: PetState | undefined): boolean =>
  JSON.stringify(one) !== JSON.stringify(other);

function line({ operation: { name, ...details }, start, end, answer }: Event): string {
  const what = [name, ...Object.values(details as Record<string, string | number>)].join(' ');
  const times = `${start.toFixed(1)}–${answer === undefined ? '' : end.toFixed(1)} ms`;
  return `${times.padEnd(24)} ${what}: ${answer ?? 'unknown'}`;
}
