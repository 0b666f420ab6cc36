// What a class takes home: tables as CSV, and the question as a scenario that `komuna run` accepts.

import type { Intervention, Scenario } from './data';
import { levels, type Fan } from './spread';
import { monthName } from './months';

const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);

export function csv(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((row) => row.map((cell) => quoted(String(cell))).join(',')).join('\r\n') + '\r\n';
}

// One row a month: quantiles of both worlds and of their difference.
export function courseTable(
  from: string,
  variable: string,
  history: Fan,
  changed: Fan | undefined,
  difference: Fan | undefined,
): (string | number)[][] {
  const names = levels.map((p) => `q${(100 * p).toString().replace('.', '_')}`);
  const head: (string | number)[] = ['month', 'variable'];
  const parts: [string, Fan][] = [['history', history]];
  if (changed) parts.push(['what_if', changed]);
  if (difference) parts.push(['difference', difference]);
  for (const [part] of parts) for (const name of names) head.push(`${part}_${name}`);
  const months = history[0]?.length ?? 0;
  const rows: (string | number)[][] = [head];
  for (let m = 0; m < months; ++m)
    rows.push([
      monthName(from, m),
      variable,
      ...parts.flatMap(([, fan]) => fan.map((line) => Number((line[m] ?? 0).toFixed(2)))),
    ]);
  return rows;
}

function yamlValue(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

// Laid over the scenario of that name: `komuna run FILE`.
export function scenarioYaml(
  scenario: Scenario,
  interventions: readonly Intervention[],
  title: string,
  origin: string,
): string {
  const lines = [
    `# Written by the classroom page of komuna: ${origin.replace(/[\r\n]/g, ' ')}`,
    `# komuna run THIS_FILE`,
    `extends: ${JSON.stringify(scenario.name)}`,
    `title: ${JSON.stringify(title)}`,
  ];
  if (interventions.length > 0) lines.push('interventions:');
  for (const { change, because, ...rest } of interventions) {
    lines.push(`  - change: ${change}`);
    for (const [key, value] of Object.entries(rest)) lines.push(`    ${key}: ${yamlValue(value)}`);
    if (because) lines.push(`    because: ${JSON.stringify(because)}`);
  }
  return lines.join('\n') + '\n';
}
