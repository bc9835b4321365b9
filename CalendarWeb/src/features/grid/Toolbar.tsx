import { today } from '@/calendar/time';
import type { ViewName } from './views';
import { titleOf, turn, views } from './views';
import './toolbar.css';

const labels: Record<(typeof views)[number], string> = { month: 'Month', week: 'Week', day: 'Day', people: 'People' };

interface Props {
  readonly view: ViewName;
  readonly date: string;
  readonly zone: string;
  readonly loading: boolean;
  readonly canWrite: boolean;
  readonly onView: (view: ViewName) => void;
  readonly onDate: (date: string) => void;
  readonly onNew: () => void;
}

/** The view and its days. */
export function Toolbar({ view, date, zone, loading, canWrite, onView, onDate, onNew }: Props) {
  const group = view === 'people-day' ? 'people' : view;
  return (
    <div className="toolbar">
      <div className="toolbar-dates">
        <button type="button" data-testid="today" onClick={() => onDate(today(zone))}>
          Today
        </button>
        <div className="joined">
          <button type="button" data-testid="prev" aria-label="Previous" onClick={() => onDate(turn(view, date, -1))}>
            ‹
          </button>
          <button type="button" data-testid="next" aria-label="Next" onClick={() => onDate(turn(view, date, 1))}>
            ›
          </button>
        </div>
        <h2 data-testid="range-title" aria-live="polite">
          {titleOf(view, date)}
        </h2>
        {loading && <span className="spinner" role="status" aria-label="Loading" />}
      </div>
      <div className="toolbar-views">
        {group === 'people' && (
          <div className="joined" role="group" aria-label="People by">
            {(['people-day', 'people'] as const).map((name) => (
              <button
                key={name}
                type="button"
                data-testid={`view-${name === 'people' ? 'people-week' : name}`}
                aria-pressed={view === name}
                onClick={() => onView(name)}
              >
                {name === 'people' ? 'Week' : 'Day'}
              </button>
            ))}
          </div>
        )}
        <div className="joined" role="group" aria-label="View">
          {views.map((name) => (
            <button
              key={name}
              type="button"
              data-testid={`view-${name}`}
              aria-pressed={group === name}
              onClick={() => onView(name)}
            >
              {labels[name]}
            </button>
          ))}
        </div>
        {canWrite && (
          <button type="button" className="primary" data-testid="new-event" onClick={onNew}>
            <span aria-hidden="true">+</span> New event
          </button>
        )}
      </div>
    </div>
  );
}
