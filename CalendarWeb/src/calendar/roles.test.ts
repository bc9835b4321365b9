import { expect, test } from 'vitest';
import type { Calendar } from '@calendar-realtime/realtime';
import { mayEdit, owns, roles } from './roles';

const calendar = (role: string): Calendar => ({
  id: 'team',
  name: 'Team',
  timeZone: 'Europe/Berlin',
  etag: '"1"',
  version: 1,
  updatedAt: '',
  updatedBy: '',
  role,
});

test('Editors and owners write, and owners alone share and delete', () => {
  expect(roles.filter((role) => mayEdit(calendar(role)))).toEqual(['editor', 'owner']);
  expect(roles.filter((role) => owns(calendar(role)))).toEqual(['owner']);
});
