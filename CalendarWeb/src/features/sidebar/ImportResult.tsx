import type { ImportReport } from '@calendar-realtime/realtime';
import { shownName } from '@/ui/text';
import { UserText } from '@/ui/UserText';
import type { ImportOutcome } from './ImportPanel';

interface Props {
  readonly outcomes: readonly ImportOutcome[];
  readonly onClose: () => void;
}

/** The result of each file: counts, and with their reasons the parts that were skipped or changed. */
export function ImportResult({ outcomes, onClose }: Props) {
  return (
    <div className="import-result" role="status" data-testid="import-report">
      <button type="button" className="plain import-close" aria-label="Close the report" onClick={onClose}>
        ×
      </button>
      {outcomes.map(({ file, report, problem }, index) => (
        <div key={index}>
          <strong>
            <UserText>{shownName(report?.calendarName ?? file)}</UserText>
          </strong>
          {problem !== undefined && (
            <p className="problem" data-testid="import-problem">
              {problem}
            </p>
          )}
          {report !== undefined && <Report report={report} />}
        </div>
      ))}
    </div>
  );
}

function Report({ report }: { report: ImportReport }) {
  const { created, updated, unchanged, skipped, skippedCount = skipped.length } = report;
  const { warnings = [], warningCount = warnings.length } = report;
  return (
    <>
      <p>
        <span data-testid="import-created">{created}</span> created, <span data-testid="import-updated">{updated}</span>{' '}
        updated, <span data-testid="import-unchanged">{unchanged}</span> unchanged,{' '}
        <span data-testid="import-skipped">{skippedCount}</span> skipped
        {warningCount > 0 && (
          <>
            , <span data-testid="import-warned">{warningCount}</span> imported with changes
          </>
        )}
      </p>
      <Entries summary="What was skipped, and why" entries={skipped} count={skippedCount} />
      <Entries summary="What was changed, and why" entries={warnings} count={warningCount} />
    </>
  );
}

interface EntriesProps {
  readonly summary: string;
  readonly entries: readonly {
    readonly component?: string;
    readonly line?: number;
    readonly uid?: string;
    readonly reason: string;
  }[];
  /** The number of all; the service lists the first ones only. */
  readonly count: number;
}

function Entries({ summary, entries, count }: EntriesProps) {
  if (entries.length === 0) return null;
  return (
    <details>
      <summary>
        {summary}
        {count > entries.length && ` (the first ${entries.length} of ${count})`}
      </summary>
      <ul>
        {entries.map(({ component = 'Event', line, uid, reason }, at) => (
          <li key={at}>
            <b>
              <UserText>{component}</UserText>
            </b>
            {line !== undefined && ` in line ${line}`}: <UserText>{reason}</UserText>
            {uid !== undefined && (
              <small>
                {' '}
                <UserText>{uid}</UserText>
              </small>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
