// Quantiles of many histories, and sentences' numbers.
//
// Quantile p of n sorted values: linear between the values around (n - 1) p (type 7 of Hyndman and
// Fan 1996), as in the reports of the command line.

export const levels = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975] as const;

export function quantile(sorted: ArrayLike<number>, p: number): number {
  const n = sorted.length;
  if (n === 0) return Number.NaN;
  const h = (n - 1) * p;
  const low = Math.floor(h);
  const a = sorted[low] ?? 0;
  const b = sorted[Math.min(low + 1, n - 1)] ?? a;
  return a + (h - low) * (b - a);
}

// quantiles[level][month]
export type Fan = Float64Array[];

export function fanOf(curves: readonly Float64Array[]): Fan {
  const months = curves[0]?.length ?? 0;
  const fan = levels.map(() => new Float64Array(months));
  const column = new Float64Array(curves.length);
  for (let m = 0; m < months; ++m) {
    curves.forEach((curve, i) => {
      column[i] = curve[m] ?? 0;
    });
    column.sort();
    levels.forEach((p, k) => {
      const line = fan[k];
      if (line) line[m] = quantile(column, p);
    });
  }
  return fan;
}

export function differences(base: readonly Float64Array[], other: readonly Float64Array[]): Float64Array[] {
  const n = Math.min(base.length, other.length);
  return Array.from({ length: n }, (_, i) => {
    const a = base[i] ?? new Float64Array();
    return Float64Array.from(other[i] ?? [], (value, m) => value - (a[m] ?? 0));
  });
}

// Twenty dots, each a twentieth of the histories: the middles of twenty equal parts.
export const dotCount = 20;
export function dots(values: readonly number[]): number[] {
  const sorted = Float64Array.from(values).sort();
  if (sorted.length === 0) return [];
  return Array.from({ length: dotCount }, (_, i) => quantile(sorted, (i + 0.5) / dotCount));
}

export interface Frequencies {
  more: number;
  same: number;
  fewer: number;
  of: number;
}

// "in 87 of 100 histories": whole hundreds when there are enough, else as counted.
export function frequencies(changes: readonly number[]): Frequencies {
  const n = changes.length;
  const more = changes.filter((d) => d > 0).length;
  const fewer = changes.filter((d) => d < 0).length;
  if (n < 100) return { more, same: n - more - fewer, fewer, of: n };
  const scaledMore = Math.round((100 * more) / n);
  const scaledFewer = Math.min(100 - scaledMore, Math.round((100 * fewer) / n));
  return { more: scaledMore, fewer: scaledFewer, same: 100 - scaledMore - scaledFewer, of: 100 };
}

export const mean = (values: readonly number[]): number =>
  values.length === 0 ? Number.NaN : values.reduce((a, b) => a + b, 0) / values.length;
