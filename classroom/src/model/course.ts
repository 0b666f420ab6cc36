// One world as the engine hands it over: whole numbers, flat (classroom/wasm/course.hpp).

export interface Course {
  variables: number;
  months: number;
  numbers: Int32Array;
}

const header = 4;

export function readCourse(numbers: Int32Array): Course {
  const [variables = 0, months = 0, collectives = 0, columns = 0] = numbers;
  if (numbers.length !== header + variables * months + collectives * columns)
    throw new Error('the engine answered in a form this page does not know');
  return { variables, months, numbers };
}

// By month, as counted.
export function monthsOf(course: Course, variable: number): Int32Array {
  const begin = header + variable * course.months;
  return course.numbers.subarray(begin, begin + course.months);
}

// Flows are summed from the beginning, so that a curve can be read as "so many until then".
export function curveOf(course: Course, variable: number, summed: boolean): Float64Array {
  const months = monthsOf(course, variable);
  const curve = new Float64Array(months.length);
  let sum = 0;
  for (let i = 0; i < months.length; ++i) {
    const count = months[i] ?? 0;
    sum += count;
    curve[i] = summed ? sum : count;
  }
  return curve;
}

// The rows of collectives; columns are named by the engine's description.
export function collectivesOf(course: Course, columns: readonly string[]): Record<string, number>[] {
  const begin = header + course.variables * course.months;
  const count = course.numbers[2] ?? 0;
  const width = course.numbers[3] ?? 0;
  const rows: Record<string, number>[] = [];
  for (let c = 0; c < count; ++c) {
    const row: Record<string, number> = {};
    columns.slice(0, width).forEach((name, k) => {
      row[name] = course.numbers[begin + c * width + k] ?? -1;
    });
    rows.push(row);
  }
  return rows;
}
