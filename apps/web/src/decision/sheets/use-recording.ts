import type { RouteName } from '@entente/contracts';
import { useState } from 'react';
import { keys } from '../../api/keys.js';
import { useCall } from '../../api/queries.js';
import { useRoom } from '../../room/room-context.js';

/** A call that records something on a procedure of the open package; everything of the package is read again after it. */
export function useRecording<Name extends RouteName>(name: Name): ReturnType<typeof useCall<Name>> {
  const { view } = useRoom();
  return useCall(name, [keys.package(view.id), keys.packages]);
}

/** One nonce for one opening of a sheet: pressing twice, or again after a lost answer, is the same act. */
export function useNonce(): string {
  const [nonce] = useState(() => crypto.randomUUID());
  return nonce;
}
