import { candleStoreContract } from '../../contract/candle-store.ts';
import { revisionLogContract } from '../../contract/revision-log.ts';
import { createMemoryCandles, createMemoryRevisions } from './memory-candles.ts';

const candles = createMemoryCandles();
const revisions = createMemoryRevisions();

candleStoreContract('a memory', () => candles);
revisionLogContract('a memory', () => revisions);
