/** What the doctor found out about one thing of an installation. */
export interface Finding {
  readonly name: string;
  readonly ok: boolean;
  /** What is there, or what is wrong and what to press or set. */
  readonly say: string;
  /** Nothing is wrong, but something is left to do. */
  readonly isAdvice?: true;
}

export const fine = (name: string, say: string): Finding => ({ name, ok: true, say });

export const advice = (name: string, say: string): Finding => ({ name, ok: true, say, isAdvice: true });

export const wrong = (name: string, say: string): Finding => ({ name, ok: false, say });

/** The findings of something that asks the world; what it could not ask is a finding too. */
export async function asked(
  name: string,
  findings: () => Promise<readonly Finding[]>,
  whatToDo: string,
): Promise<readonly Finding[]> {
  try {
    return await findings();
  } catch (error) {
    const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    return [wrong(name, `${line}; ${whatToDo}`)];
  }
}
