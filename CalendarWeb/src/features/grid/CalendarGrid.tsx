import type { Calendar as EventCalendar } from '@event-calendar/core';
import {
  createCalendar,
  DayGrid,
  destroyCalendar,
  Interaction,
  ResourceTimeline,
  TimeGrid,
} from '@event-calendar/core';
import '@event-calendar/core/index.css';
import { useEffect, useEffectEvent, useRef } from 'react';
import { wallOfDate } from '@/calendar/time';
import { eventContent, eventOf, inOrder, tooltip } from './eventContent';
import type { GridEvent } from './gridEvents';
import { unassigned } from './gridEvents';
import { gap, GridSync } from './gridSync';
import type { ViewName } from './views';
import { componentView, firstDayOfWeek } from './views';
import './grid.css';

/** A selected time, as wall times of the viewer; `end` is exclusive, dates if `allDay`. */
export interface PickedRange {
  readonly start: string;
  readonly end: string;
  readonly allDay: boolean;
  /** The person in whose row it was selected. */
  readonly person?: string;
}

/** Where an event was dragged to, or how it was resized. */
export interface Move {
  readonly allDay: boolean;
  readonly start: string;
  readonly end: string;
  readonly resized: boolean;
  /** The old and the new row, if the row changed. */
  readonly from?: string;
  readonly to?: string;
}

export interface Person {
  readonly id: string;
  readonly name: string;
}

interface Props {
  readonly view: ViewName;
  readonly date: string;
  readonly events: readonly GridEvent[];
  readonly people: readonly Person[];
  /** Days whose events are not known: they are dimmed, so that nobody takes them for empty. */
  readonly unread: readonly string[];
  readonly canWrite: boolean;
  readonly isFresh: (key: string) => boolean;
  readonly onRange: (from: string, to: string) => void;
  readonly onPick: (range: PickedRange) => void;
  readonly onOpen: (event: GridEvent) => void;
  /** A drag begins: the user moves the revision that is shown now. */
  readonly onGrab: (event: GridEvent) => void;
  /** The grid shows the event where it was dropped until this ends, then whatever `events` contains. */
  readonly onMove: (event: GridEvent, move: Move) => Promise<void>;
}

const person = (resource: EventCalendar.Resource | undefined) =>
  resource === undefined || resource.id === unassigned ? {} : { person: resource.id };

/** Connects the calendar component with React: options by effect, events by key, user actions by callback. */
export function CalendarGrid(props: Props) {
  const host = useRef<HTMLDivElement>(null);
  const calendar = useRef<EventCalendar>(null);
  const sync = useRef<GridSync>(null);

  const onRange = useEffectEvent((from: string, to: string) => props.onRange(from, to));
  const onPick = useEffectEvent((range: PickedRange) => props.canWrite && props.onPick(range));
  const onOpen = useEffectEvent((event: GridEvent) => props.onOpen(event));
  const isFresh = useEffectEvent((key: string) => props.isFresh(key));
  const onMove = useEffectEvent((event: GridEvent, move: Move) => props.onMove(event, move));
  const onGrab = useEffectEvent((event: GridEvent) => props.onGrab(event));
  const initial = useEffectEvent(() => ({ view: componentView(props.view), date: props.date }));

  useEffect(() => {
    if (host.current === null) return;
    const drag = { moved: false };
    const dropped = (info: { event: EventCalendar.Event }, resized: boolean, rows: { from?: string; to?: string }) => {
      const event = eventOf(info.event);
      if (event === undefined) return;
      const { start, end, allDay } = info.event;
      const time = (date: Date) => (allDay ? wallOfDate(date).slice(0, 10) : wallOfDate(date));
      drag.moved = true;
      void onMove(event, { allDay, start: time(start), end: time(end), resized, ...rows }).finally(() =>
        sync.current?.settle(),
      );
    };
    const hold = (info: { event: EventCalendar.Event }) => {
      const event = eventOf(info.event);
      if (event === undefined) return;
      sync.current?.hold(event.key);
      onGrab(event);
    };
    // Called before the drop's own callback, and alone if a drag ends where it began.
    const stop = (info: { event: EventCalendar.Event }) => {
      const event = eventOf(info.event);
      if (event !== undefined) sync.current?.release(event.id);
      drag.moved = false;
      queueMicrotask(() => {
        if (!drag.moved) sync.current?.settle();
      });
    };
    const created = createCalendar(host.current, [DayGrid, TimeGrid, ResourceTimeline, Interaction], {
      ...initial(),
      headerToolbar: { start: '', center: '', end: '' },
      height: '100%',
      firstDay: firstDayOfWeek(),
      locale: navigator.language,
      nowIndicator: true,
      theme: (theme) => ({ ...theme, highlight: 'unread-day' }),
      dayMaxEvents: true,
      eventGap: gap,
      eventOrder: inOrder,
      slotHeight: 28,
      eventAllUpdated: () => sync.current?.relayout(),
      scrollTime: '07:30',
      selectable: true,
      editable: true,
      eventResizableFromStart: true,
      longPressDelay: 400,
      eventTimeFormat: { hour: 'numeric', minute: '2-digit' },
      slotLabelFormat: { hour: 'numeric', minute: '2-digit' },
      views: {
        resourceTimelineWeek: { slotDuration: '06:00', slotLabelInterval: '12:00' },
        resourceTimelineDay: { slotDuration: '00:30', slotLabelInterval: '01:00' },
      },
      eventContent,
      eventDidMount: ({ el, event }) => {
        const drawn = eventOf(event);
        if (drawn === undefined || event.display === 'preview') return;
        el.dataset.testid = 'event';
        el.dataset.eventId = drawn.key.split('/')[1] ?? '';
        el.dataset.calendarId = drawn.key.split('/')[0] ?? '';
        el.title = tooltip(drawn);
        if (isFresh(drawn.key)) {
          el.classList.add('is-fresh');
          el.addEventListener('animationend', () => el.classList.remove('is-fresh'), { once: true });
        }
      },
      datesSet: ({ startStr, endStr }) => onRange(startStr.slice(0, 10), endStr.slice(0, 10)),
      select: ({ startStr, endStr, allDay, resource }) => {
        const cut = (wall: string) => (allDay ? wall.slice(0, 10) : wall);
        onPick({ start: cut(startStr), end: cut(endStr), allDay, ...person(resource) });
      },
      eventClick: (info) => {
        const event = eventOf(info.event);
        if (event !== undefined) onOpen(event);
      },
      eventDragStart: hold,
      eventDragStop: stop,
      eventResizeStart: hold,
      eventResizeStop: stop,
      eventDrop: (info) => {
        const { oldResource, newResource } = info;
        dropped(info, false, oldResource && newResource ? { from: oldResource.id, to: newResource.id } : {});
      },
      eventResize: (info) => dropped(info, true, {}),
    });
    calendar.current = created;
    sync.current = new GridSync(created);
    return () => {
      calendar.current = null;
      sync.current = null;
      void destroyCalendar(created);
    };
  }, []);

  const { view, date, events, people, unread, canWrite } = props;
  useEffect(() => {
    const slots = view === 'people' ? 28 : view === 'people-day' ? 48 : 0;
    if (host.current === null || slots === 0) return;
    const { current } = host;
    // The component's slots have a fixed width: choose it so that they fill the space beside the names and stay readable.
    const observer = new ResizeObserver(() =>
      calendar.current?.setOption('slotWidth', Math.max(26, Math.floor((current.clientWidth - 150) / slots))),
    );
    observer.observe(current);
    return () => observer.disconnect();
  }, [view]);
  useEffect(() => {
    const { current } = calendar;
    if (current === null) return;
    if (current.getOption('view') !== componentView(view)) current.setOption('view', componentView(view));
  }, [view]);
  useEffect(() => void calendar.current?.gotoDate(date), [date]);
  useEffect(() => void calendar.current?.setOption('editable', canWrite).setOption('selectable', canWrite), [canWrite]);
  useEffect(() => {
    calendar.current?.setOption(
      'resources',
      people.map(({ id, name }) => ({ id, title: name })),
    );
  }, [people]);
  useEffect(() => sync.current?.apply(events), [events]);
  useEffect(() => void calendar.current?.setOption('highlightedDates', [...unread]), [unread]);

  return <div ref={host} className="grid ec-auto-dark" data-testid="grid" data-view={view} />;
}
