import { useEffect, useState, useSyncExternalStore } from 'react';
import { CalendarApi } from '@calendar-realtime/realtime';
import type { Account, Auth } from '@/auth';
import { SignedOutError } from '@/auth';
import { Workspace } from '@/calendar/workspace';

/** On this page's own origin; vite.config.ts forwards it in development. */
const url = '/api';

/** The workspace of the signed-in user; it follows changes while the component is mounted. */
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
      new CalendarApi({
        url,
        accessToken: () => accessToken(),
        renew: () => auth.renew(),
        onPosition: (position) => workspace.onPosition(position),
        onFailure: (error) => workspace.onFailure(error),
      }),
      zone,
    );
    const account = { tenant: tenantId, user: userId };
    return { workspace, connect: () => workspace.start({ url, accessToken, account }) };
  });
  useEffect(() => connect(), [connect]);
  return { workspace, state: useSyncExternalStore(workspace.subscribe, workspace.getState) };
}
