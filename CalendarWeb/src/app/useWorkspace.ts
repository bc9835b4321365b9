import { useEffect, useState, useSyncExternalStore } from 'react';
import { Api } from '@/lib/api';
import type { Account, Auth } from '@/lib/auth';
import { SignedOutError } from '@/lib/auth';
import { Workspace } from '@/lib/workspace';

/** The workspace of the signed-in user, followed for as long as the component is there. */
export function useWorkspace(auth: Auth, { tenantId, userId }: Account, zone: string, onSignedOut: () => void) {
  const [{ workspace, connect }] = useState(() => {
    const accessToken = async (renew = false) => {
      try {
        if (renew) await auth.renew();
        return await auth.accessToken();
      } catch (error) {
        if (error instanceof SignedOutError) onSignedOut();
        throw error;
      }
    };
    const workspace: Workspace = new Workspace(
      new Api({
        accessToken: () => accessToken(),
        renew: () => auth.renew(),
        onPosition: (position) => workspace.onPosition(position),
      }),
      zone,
    );
    const account = { tenant: tenantId, user: userId };
    return { workspace, connect: () => workspace.start({ url: '/api', accessToken, account }) };
  });
  useEffect(() => connect(), [connect]);
  return { workspace, state: useSyncExternalStore(workspace.subscribe, workspace.getState) };
}
