import type { Update } from 'grammy/types';
import type { RawCall } from '../../../bot/sandbox/telegram/protocol/request.ts';
import type { BotEvent } from '../../../bot/telegram/bot-event.ts';
import { answersOf, questionOf, repliesAllowed, repliesToRepeated } from './asked.ts';
import { textProblem } from './judge-text.ts';
import { isAllowedRefusal } from './refusals.ts';

/** A call of the bot and what became of it. */
export interface Call {
  readonly method: string;
  readonly raw: RawCall;
  readonly result: unknown;
  /** Telegram's words; null where it was done. */
  readonly refused: string | null;
}

/** Watches what the bot does and finds the first thing that must not be. */
export interface Judge {
  /** Given to the bot; repeated: it had it before. */
  gave(update: Update, isRepeated: boolean): void;
  called(call: Call): void;
  heard(event: BotEvent): void;
  /** Nothing is under way: everything that had to be answered is. */
  settled(): void;
  fail(problem: string): void;
  problem(): string | null;
  /** How often each refusal came, by method and words. */
  readonly refusals: ReadonlyMap<string, number>;
}

export function createJudge(): Judge {
  let found: string | null = null;
  let given: { readonly update: Update; readonly isRepeated: boolean }[] = [];
  const fail = (problem: string): void => {
    found ??= `${problem} · after ${given
      .slice(-8)
      .map(({ update }) => briefly(update))
      .join(' · ')}`;
  };
  let calls: Call[] = [];
  const refusals = new Map<string, number>();
  return {
    refusals,
    fail,
    problem: () => found,
    gave: (update, isRepeated) => void given.push({ update, isRepeated }),
    called(call) {
      calls.push(call);
      const { method, refused } = call;
      if (refused !== null) {
        const name = `${method}: ${refused}`;
        refusals.set(name, (refusals.get(name) ?? 0) + 1);
        if (!isAllowedRefusal(method, refused)) fail(`refused ${name} ${briefly(call.raw.params)}`);
        return;
      }
      const wrong = textProblem(call);
      if (wrong !== null) fail(`${method}: ${wrong} ${briefly(call.raw.params)}`);
    },
    heard(event) {
      if (event.type === 'update-failed' || event.type === 'fact-failed' || event.type === 'drawing-failed')
        fail(`${event.type}: ${event.error}`);
      if (event.type === 'fact-given-up' || event.type === 'backtest-failed' || event.type === 'chart-failed')
        fail(`${event.type}: ${event.error}`);
    },
    settled() {
      const questions = given.flatMap(({ update, isRepeated }) => (isRepeated ? [] : questionOf(update)));
      for (const question of questions) {
        const answered = calls.filter((call) => answersOf(call, question)).length;
        if (answered !== 1) fail(`${question.kind} was answered ${answered} times`);
      }
      const [only, ...more] = given;
      if (only !== undefined && more.length === 0) {
        const most = only.isRepeated ? repliesToRepeated(only.update) : repliesAllowed(only.update);
        const replies = calls.filter(({ method }) => /^(?:send(?!ChatAction)|copy|edit|answer)/.test(method));
        if (most !== null && replies.length > most)
          fail(
            `${replies.map(({ method }) => method).join(', ')} for ${kindOf(only.update)}${only.isRepeated ? ' repeated' : ''}`,
          );
      }
      given = [];
      calls = [];
    },
  };
}

function kindOf(update: Update): string {
  return Object.keys(update).find((key) => key !== 'update_id') ?? 'nothing';
}

function briefly(value: unknown): string {
  return JSON.stringify(value).slice(0, 400);
}
