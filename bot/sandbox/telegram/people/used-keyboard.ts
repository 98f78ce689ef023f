import type { PersonState, SandboxEvent } from '../state/state.ts';

/** A button of the reply keyboard was used: what is stored where that one goes with it. */
export function usedKeyboard(person: PersonState): readonly SandboxEvent[] {
  return person.replyKeyboard?.isOneTime === true ? [{ e: 'person', person: { ...person, replyKeyboard: null } }] : [];
}
