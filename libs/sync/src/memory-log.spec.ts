import type { DelegationCode, DocumentId, PackageId, PersonId } from '@entente/kernel';
import { MemoryUpdateLog } from './memory-log.kit.js';
import { describeUpdateLog } from './update-log.contract.js';

describeUpdateLog('memory', async () => {
  const log = new MemoryUpdateLog();
  const packageId = 'c0000000-0000-4000-8000-000000000001' as PackageId;
  let count = 0;
  await Promise.resolve();
  return {
    log,
    package: packageId,
    author: 'a0000000-0000-4000-8000-000000000001' as PersonId,
    delegation: 'AU' as DelegationCode,
    newDocument: async () => {
      count += 1;
      const document = `d0000000-0000-4000-8000-${String(count).padStart(12, '0')}` as DocumentId;
      log.create(document, packageId, 'article');
      await Promise.resolve();
      return document;
    },
    setState: async (document, state) => {
      log.setState(document, state);
      await Promise.resolve();
    },
  };
});
