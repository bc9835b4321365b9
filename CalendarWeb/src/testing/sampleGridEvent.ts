import type { GridEvent } from '@/features/grid/gridEvents';

/** An element that the grid draws, by its id. */
export const sampleGridEvent = (id: string, title: string, location?: string): GridEvent => ({
  id,
  key: id.split('/').slice(0, 2).join('/'),
  title,
  location,
  allDay: true,
  start: '2026-11-23',
  end: '2026-11-24',
  color: '#000000',
  textColor: '#ffffff',
  people: [],
  repeats: false,
  editable: true,
  occurrence: undefined,
});
