import { useEffect, useState } from 'react';
import { isDate, today } from '@/calendar/time';
import type { ViewName } from '@/features/grid/views';
import { isView } from '@/features/grid/views';

interface Page {
  readonly view: ViewName;
  readonly date: string;
}

function read(zone: string): Page {
  const query = new URLSearchParams(window.location.search);
  const view = query.get('view');
  const date = query.get('date') ?? '';
  return {
    view: isView(view) ? view : window.innerWidth < 720 ? 'day' : 'week',
    date: isDate(date) ? date : today(zone),
  };
}

/** The view and its days. They are in the address too, so that a reload or a bookmark shows the same. */
export function usePage(zone: string) {
  const [page, setPage] = useState(() => read(zone));
  useEffect(() => {
    const query = new URLSearchParams({ view: page.view, date: page.date });
    window.history.replaceState(null, '', `/?${query}`);
  }, [page]);
  return {
    ...page,
    setView: (view: ViewName) => setPage((before) => ({ ...before, view })),
    setDate: (date: string) => setPage((before) => ({ ...before, date })),
  };
}
