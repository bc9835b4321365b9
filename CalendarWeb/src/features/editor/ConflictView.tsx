import { useState } from 'react';
import type { CalendarEvent, EventContent } from '@calendar-realtime/realtime';
import type { Directory } from '@/calendar/people';
import type { Part, Side } from './differences';
import { UserText } from '@/ui/UserText';
import { combine, differences } from './differences';

interface Props {
  /** The revision that both began with. */
  readonly base: EventContent | undefined;
  readonly mine: EventContent;
  readonly theirs: CalendarEvent;
  readonly directory: Directory;
  readonly busy: boolean;
  readonly onTheirs: () => void;
  /** Overwrites the other revision, on purpose. */
  readonly onSave: (content: EventContent) => void;
  readonly onBack: () => void;
}

/** Somebody else saved first. Nothing is overwritten unseen: the user chooses as a whole or part by part. */
export function ConflictView({ base, mine, theirs, directory, busy, onTheirs, onSave, onBack }: Props) {
  const found = differences(base, mine, theirs, directory);
  const [comparing, setComparing] = useState(false);
  const [choices, setChoices] = useState<Partial<Record<Part, Side>>>({});
  const sideOf = (part: Part, proposed: Side) => choices[part] ?? proposed;
  return (
    <section className="conflict" data-testid="conflict" aria-labelledby="conflict-title">
      <h3 id="conflict-title">Somebody else changed this first</h3>
      <p>
        {found.length === 0
          ? 'Both versions are equal.'
          : `The versions differ in ${found.map(({ label }) => label.toLowerCase()).join(', ')}. Nothing has been overwritten.`}
      </p>
      {comparing && (
        <table className="compare" data-testid="conflict-compare">
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Mine</th>
              <th scope="col">Theirs</th>
            </tr>
          </thead>
          <tbody>
            {found.map(({ part, label, clash, proposed, ...texts }) => (
              <tr key={part}>
                <th scope="row">
                  {label}
                  {clash && <small> changed by both</small>}
                </th>
                {(['mine', 'theirs'] as const).map((side) => (
                  <td key={side}>
                    <label>
                      <input
                        type="radio"
                        name={`choice-${part}`}
                        data-testid={`choose-${part}-${side}`}
                        checked={sideOf(part, proposed) === side}
                        onChange={() => setChoices({ ...choices, [part]: side })}
                      />
                      <UserText>{texts[side]}</UserText>
                    </label>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className="conflict-actions">
        <button type="button" className="plain" onClick={onBack}>
          Back
        </button>
        <span className="grow" />
        {!comparing && (
          <button type="button" data-testid="conflict-compare-button" onClick={() => setComparing(true)}>
            Compare
          </button>
        )}
        <button type="button" data-testid="conflict-theirs" disabled={busy} onClick={onTheirs}>
          Keep theirs
        </button>
        {comparing ? (
          <button
            type="button"
            className="primary"
            data-testid="conflict-combined"
            disabled={busy}
            onClick={() =>
              onSave(
                combine(
                  mine,
                  theirs,
                  Object.fromEntries(found.map(({ part, proposed }) => [part, sideOf(part, proposed)])),
                ),
              )
            }
          >
            Save this choice
          </button>
        ) : (
          <button
            type="button"
            className="primary"
            data-testid="conflict-mine"
            disabled={busy}
            onClick={() => onSave(mine)}
          >
            Keep mine
          </button>
        )}
      </div>
    </section>
  );
}
