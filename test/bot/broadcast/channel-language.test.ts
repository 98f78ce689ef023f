import { describe, expect, it } from 'vitest';
import { languageFor } from '../../../bot/texts/language.ts';
import { createBroadcastBench } from '../../support/fakes/broadcast-fakes.ts';
import { nthSignal, ONLY_PRO, openSignal } from '../../support/fakes/opened-signals.ts';
import { outcomeOf } from '../../support/signal-fixtures.ts';

const CYRILLIC = /[а-я]{4,}/i;
/** The disclaimer of the United States' CFTC is quoted in English below every post. */
const QUOTED = languageFor('en').plain('signal-hypothetical');

describe('a channel with a language of its own', () => {
  it('gets posts and outcomes in it; what was sent stays byte for byte', async () => {
    const bench = createBroadcastBench({ languageIn: (audience) => languageFor(audience === 'pro' ? 'ru' : 'en') });
    openSignal(bench, nthSignal(0), ONLY_PRO);
    await bench.run(5_000);
    const sent = bench.telegram.messages[0]?.html ?? '';
    expect(sent).toMatch(CYRILLIC);
    for (const english of ['Entry', 'Stop', 'Target', 'Data quality', 'Not advice'])
      expect(sent.replace(QUOTED, '')).not.toContain(english);
    bench.outbox.close(nthSignal(0).id, outcomeOf({ settledAtMs: bench.clock.nowMs() }));
    await bench.run(60_000);
    const [above = ''] = (bench.telegram.messages[0]?.html ?? '').split('\n');
    expect(bench.telegram.messages[0]?.html.endsWith(sent)).toBe(true);
    expect(above).toMatch(CYRILLIC);
  });

  it('has its English beside it where nothing is set', async () => {
    const bench = createBroadcastBench();
    openSignal(bench, nthSignal(0), ONLY_PRO);
    await bench.run(5_000);
    expect(bench.telegram.messages[0]?.html).not.toMatch(CYRILLIC);
  });
});
