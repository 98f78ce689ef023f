import { predictionStoreContract } from '../../contract/prediction-store.ts';
import { watermarksContract } from '../../contract/watermarks.ts';
import { createMemoryPredictions, createMemoryWatermarks } from './memory-predictions.ts';

const predictions = createMemoryPredictions();
const watermarks = createMemoryWatermarks();

predictionStoreContract('a memory', () => predictions);
watermarksContract('a memory', () => watermarks);
