import { useEffect, useState, useSyncExternalStore } from 'react';
import { Api } from '@/lib/api';
import type { Auth } from '@/lib/auth';
import { SignedOutError } from '@/lib/auth';
import { newId } from '@/lib/newId';
import { Workspace } from '@/lib/workspace';

/** The workspace of the signed-in user, followed for as long as the component is there. */
export function useWorkspace(auth: Auth, zone: string, onSignedOut: () => void) {
  // Names this window to the service, so that it knows the push that only says what it did itself.
  const [{ workspace, connect }] = useState(() => {
    const origin = newId();
    const accessToken = async () => {
      try {
        return await auth.accessToken();
      } catch (error) {
        if (error instanceof SignedOutError) onSignedOut();
        throw error;
      }
    };
    const workspace: Workspace = new Workspace(
      new Api({
        accessToken,
        renew: async () => (await auth.renew()) !== null,
        origin,
        onPosition: (epoch, version) => workspace.onPosition(epoch, version),
      }),
      zone,
    );
    return { workspace, connect: () => workspace.start({ url: '/api', accessToken, origin }) };
  });
  useEffect(() => connect(), [connect]);
  return { workspace, state: useSyncExternalStore(workspace.subscribe, workspace.getState) };
}
