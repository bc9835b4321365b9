import { expect, test } from 'vitest';
import { claimsOf } from '@calendar-realtime/realtime';
import { tokenWith } from '@/testing/fakeTeams';
import { accountOf } from './account';

const adele = { name: 'Adèle Vance ✓', preferred_username: 'adele@contoso.example', tid: 't', oid: 'o', sub: 's' };

test('The account has the claims of the token, in any script', () => {
  expect(accountOf(claimsOf(tokenWith(adele)), undefined)).toEqual({
    name: 'Adèle Vance ✓',
    userName: 'adele@contoso.example',
    tenantId: 't',
    userId: 'o',
    canWrite: true,
  });
});

test('The sign-in name replaces a missing name, and the subject a missing object id', () => {
  expect(accountOf({ preferred_username: 'a@b', sub: 's', tid: 7 }, '')).toMatchObject({
    name: 'a@b',
    userId: 's',
    tenantId: '',
  });
  expect(accountOf({}, '').name).toBe('Signed in');
});

test.each([
  ['Calendars.Read Calendars.ReadWrite', true],
  ['openid api://id/Calendars.ReadWrite profile', true],
  ['access_as_user', true],
  ['Calendars.Read', false],
  ['Calendars.ReadWrite.Shared', false],
  ['NoCalendars.ReadWrite', false],
  ['', false],
])('The scope %j allows writing: %s', (scope, canWrite) => {
  expect(accountOf(adele, scope).canWrite).toBe(canWrite);
});
