// Positions of levers, and what they mean to the engine.

import type { Intervention, Lever, Scenario, WhatIf } from './data';

export type Positions = Readonly<Record<string, number>>; // by lever; missing: as in history

// The nearest position a lever can stand in.
export function fitted(lever: Lever, position: number): number {
  if (!Number.isFinite(position)) return lever.history;
  const steps = Math.round((position - lever.smallest) / lever.step);
  const value = lever.smallest + steps * lever.step;
  const rounded = Number(value.toFixed(6));
  return Math.min(lever.largest, Math.max(lever.smallest, rounded));
}

export const isSwitch = (lever: Lever): boolean =>
  lever.smallest === 0 && lever.largest === 1 && lever.step === 1;

export const positionOf = (lever: Lever, positions: Positions): number =>
  positions[lever.id] ?? lever.history;

export function interventionsOf(lever: Lever, position: number): Intervention[] {
  if (position === lever.history) return [];
  return lever.changes.map((change) => {
    const amount = Number(((change.plus ?? 0) + (change.times ?? 1) * position).toFixed(9));
    return {
      change: change.parameter,
      [change.how ?? 'scale']: amount,
      ...(lever.from ? { from: lever.from } : {}),
      ...(lever.until ? { until: lever.until } : {}),
      because: `lever ${lever.id} at ${position}`,
    };
  });
}

export interface Question {
  whatIf: WhatIf | undefined;
  positions: Positions;
}

// Everything that is changed: the what-if first, then the levers in the scenario's order.
export function interventionsFor(scenario: Scenario, question: Question): Intervention[] {
  return [
    ...(question.whatIf?.interventions ?? []),
    ...scenario.levers.flatMap((lever) =>
      interventionsOf(lever, positionOf(lever, question.positions)),
    ),
  ];
}
