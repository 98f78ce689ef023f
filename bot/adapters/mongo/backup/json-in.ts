/**
 * Every JSON object in a text, wherever it stands in a line (collectors put a name before it, `aws logs` a time after it), and within
 * those: nested, in lists, or as the text of a line of the log.
 */
export function* jsonIn(text: string): Generator<Readonly<Record<string, unknown>>> {
  const whole = parsed(text.trim());
  if (whole !== undefined) {
    yield* objectsIn(whole);
    return;
  }
  for (const line of text.split('\n')) yield* inLine(line);
}

function* inLine(line: string): Generator<Readonly<Record<string, unknown>>> {
  for (let from = line.indexOf('{'); from >= 0; ) {
    const to = endOf(line, from);
    const value = to === null ? undefined : parsed(line.slice(from, to));
    if (value !== undefined) yield* objectsIn(value);
    from = line.indexOf('{', value === undefined || to === null ? from + 1 : to);
  }
}

/** Where the brackets that open at `from` are all closed again; null: nowhere. Brackets in texts do not count. */
function endOf(line: string, from: number): number | null {
  let [depth, isText] = [0, false];
  for (let at = from; at < line.length; at += 1) {
    const character = line[at];
    if (isText) {
      if (character === '\\') at += 1;
      else if (character === '"') isText = false;
    } else if (character === '"') isText = true;
    else if (character === '{') depth += 1;
    else if (character === '}') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return null;
}

function* objectsIn(value: unknown): Generator<Readonly<Record<string, unknown>>> {
  if (typeof value === 'string') {
    const inner = value.trimStart().startsWith('{') ? parsed(value) : undefined;
    if (inner !== undefined) yield* objectsIn(inner);
  } else if (typeof value === 'object' && value !== null) {
    if (!Array.isArray(value)) yield Object.fromEntries(Object.entries(value));
    for (const each of Object.values(value)) yield* objectsIn(each);
  }
}

/** Undefined: no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
