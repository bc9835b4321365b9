import { useId, useState } from 'react';
import type { Calendar, ImportReport } from '@calendar-realtime/realtime';
import { isolated, shownName } from '@/ui/text';
import { ImportResult } from './ImportResult';

interface Props {
  readonly calendars: readonly Calendar[];
  readonly onImport: (calendarId: string, file: File) => Promise<ImportReport>;
}

export interface ImportOutcome {
  readonly file: string;
  readonly report?: ImportReport;
  readonly problem?: string;
}

/** Imports .ics files by picker or by drop, one after the other, and shows the result of each. */
export function ImportPanel({ calendars, onImport }: Props) {
  const id = useId();
  const [chosen, setChosen] = useState<string>();
  const [outcomes, setOutcomes] = useState<readonly ImportOutcome[]>([]);
  const [progress, setProgress] = useState<string>();
  const [over, setOver] = useState(false);
  const target = calendars.find((calendar) => calendar.id === chosen) ?? calendars[0];

  const take = async (files: readonly File[]) => {
    if (target === undefined || files.length === 0) return;
    const done: ImportOutcome[] = [];
    for (const [index, file] of files.entries()) {
      setProgress(
        `Importing ${isolated(shownName(file.name))}${files.length > 1 ? ` (${index + 1} of ${files.length})` : ''}…`,
      );
      try {
        done.push({ file: file.name, report: await onImport(target.id, file) });
      } catch (error) {
        done.push({ file: file.name, problem: error instanceof Error ? error.message : 'It could not be imported.' });
      }
    }
    setProgress(undefined);
    setOutcomes(done);
  };

  return (
    <section className="import" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>Import</h2>
      <label className="field">
        <span className="label">Into</span>
        <select data-testid="import-calendar" value={target?.id} onChange={(event) => setChosen(event.target.value)}>
          {calendars.map((calendar) => (
            <option key={calendar.id} value={calendar.id}>
              {isolated(shownName(calendar.name))}
            </option>
          ))}
        </select>
      </label>
      <label
        className={over ? 'drop over' : 'drop'}
        data-testid="import-drop"
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          void take([...event.dataTransfer.files]);
        }}
      >
        <input
          type="file"
          accept=".ics,.ical,text/calendar"
          multiple
          className="visually-hidden"
          data-testid="import-input"
          disabled={progress !== undefined}
          onChange={(event) => {
            const files = [...(event.target.files ?? [])];
            event.target.value = '';
            void take(files);
          }}
        />
        {progress === undefined ? (
          <span>
            Drop .ics files here, or <u>choose</u>
          </span>
        ) : (
          <span role="status" data-testid="import-progress">
            <span className="spinner" aria-hidden="true" /> {progress}
          </span>
        )}
      </label>
      {outcomes.length > 0 && <ImportResult outcomes={outcomes} onClose={() => setOutcomes([])} />}
    </section>
  );
}
