import type { Account } from '@/auth';
import { isolated } from '@/ui/text';
import { UserText } from '@/ui/UserText';
import './session.css';

interface Props {
  readonly account: Account;
  /** Undefined if there is no sign-out, as in Teams. */
  readonly onSignOut: (() => Promise<void>) | undefined;
}

const initials = (name: string) =>
  name
    .split(/\s+/)
    .map((word) => /./u.exec(word)?.[0] ?? '')
    .slice(0, 2)
    .join('')
    .toUpperCase();

/** `adele@contoso.example` belongs to contoso.example; if the name has no domain, the tenant's id is shown. */
const organisation = ({ userName, tenantId }: Account) => userName.split('@')[1] ?? tenantId;

export function UserMenu({ account, onSignOut }: Props) {
  return (
    <div className="user-menu">
      <button
        type="button"
        className="user-button"
        data-testid="user-menu"
        data-tenant={account.tenantId}
        data-user={account.userName}
        popoverTarget="user-panel"
        aria-label={`Signed in as ${isolated(account.name)}, ${isolated(organisation(account))}`}
      >
        <span className="avatar" aria-hidden="true">
          {initials(account.name)}
        </span>
        <span className="user-text">
          <span>
            <UserText>{account.name}</UserText>
          </span>
          <small>
            <UserText>{organisation(account)}</UserText>
          </small>
        </span>
      </button>
      <div id="user-panel" className="user-panel" popover="auto">
        <strong>
          <UserText>{account.name}</UserText>
        </strong>
        <span>
          <UserText>{account.userName}</UserText>
        </span>
        <span className="quiet">{account.canWrite ? 'Can read and write' : 'Can read only'}</span>
        {onSignOut !== undefined && (
          <button type="button" data-testid="sign-out" onClick={() => void onSignOut()}>
            Sign out
          </button>
        )}
      </div>
    </div>
  );
}
