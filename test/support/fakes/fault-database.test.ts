import { createFaultDatabase } from '../../../scripts/faults/world/database.ts';
import { outboxContract } from '../../contract/outbox.ts';

outboxContract('the database of the fault harness', async () => {
  const { ledger, outbox } = createFaultDatabase();
  return {
    outbox,
    open: (signal, deliveries) => ledger.open(signal, deliveries),
    close: (id, outcome) => ledger.close(id, outcome),
    deliveries: async () => outbox.deliveries(),
  };
});
