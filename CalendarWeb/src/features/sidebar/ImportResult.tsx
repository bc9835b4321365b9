import type { ImportOutcome } from './ImportPanel';

interface Props {
  readonly outcomes: readonly ImportOutcome[];
  readonly onClose: () => void;
}

/** The result of each file: counts, and the skipped parts with their reasons. */
export function ImportResult({ outcomes, onClose }: Props) {
  return (
    <div className="import-result" role="status" data-testid="import-report">
      <button type="button" className="plain import-close" aria-label="Close the report" onClick={onClose}>
        ×
      </button>
      {outcomes.map(({ file, report, problem }, index) => (
        <div key={index}>
          <strong>{report?.calendarName ?? file}</strong>
          {problem !== undefined && (
            <p className="problem" data-testid="import-problem">
              {problem}
            </p>
          )}
          {report !== undefined && (
            <>
              <p>
                <span data-testid="import-created">{report.created}</span> created,{' '}
                <span data-testid="import-updated">{report.updated}</span> updated,{' '}
                <span data-testid="import-unchanged">{report.unchanged}</span> unchanged,{' '}
                <span data-testid="import-skipped">{report.skipped.length}</span> skipped
              </p>
              {report.skipped.length > 0 && (
                <details>
                  <summary>What was skipped, and why</summary>
                  <ul>
                    {report.skipped.map(({ component, uid, line, reason }, at) => (
                      <li key={at}>
                        <b>{component}</b>
                        {line !== undefined && ` in line ${line}`}: {reason}
                        {uid !== undefined && <small> {uid}</small>}
                      </li>
                    ))}
                  </ul>
                </details>
              )}
            </>
          )}
        </div>
      ))}
    </div>
  );
}
