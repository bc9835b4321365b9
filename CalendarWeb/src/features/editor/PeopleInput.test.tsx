import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { aPerson } from '@/testing/aPerson';
import { PeopleInput } from './PeopleInput';

afterEach(cleanup);

const directory = new Map(
  [
    aPerson('adele', 'Adele Vance', { address: 'adele@contoso.example' }),
    aPerson('zoe', 'Zoë Ångström', { sort: 'contact' }),
    aPerson('room', 'Room 4', { sort: 'resource' }),
  ].map((person) => [person.id, person] as const),
);

function Input({ start, onAdd }: { start: string[]; onAdd: (name: string) => Promise<string | undefined> }) {
  const [value, setValue] = useState<readonly string[]>(start);
  return <PeopleInput id="people" value={value} directory={directory} onChange={setValue} onAdd={onAdd} />;
}

function open(start: string[] = [], onAdd = vi.fn(() => Promise.resolve<string | undefined>(undefined))) {
  render(<Input start={start} onAdd={onAdd} />);
  const field = screen.getByRole('combobox');
  return {
    onAdd,
    field,
    type: (value: string) => fireEvent.change(field, { target: { value } }),
    press: (key: string) => fireEvent.keyDown(field, { key }),
    options: () => screen.queryAllByRole('option').map(({ textContent }) => textContent),
    chosen: () => screen.queryAllByTestId('editor-assignee').map(({ dataset }) => dataset.personId),
  };
}

describe('The field for people', () => {
  test('finds people by the beginning of a word of the name, or of the address, without case and accents', () => {
    const { type, options } = open();
    type('angs');
    expect(options()[0]).toBe('Zoë Ångström');
    type('ADELE@');
    expect(options()[0]).toContain('Adele Vance');
    type('dele');
    expect(options()).toHaveLength(1);
  });

  test('is used by keyboard: arrows move, Enter chooses, Backspace removes the last person', () => {
    const { field, press, chosen } = open();
    press('ArrowDown');
    press('ArrowDown');
    const active = field.getAttribute('aria-activedescendant') ?? '';
    expect(document.getElementById(active)?.textContent).toContain('Room 4');
    expect(field.getAttribute('aria-expanded')).toBe('true');
    press('Enter');
    expect(chosen()).toEqual(['room']);
    press('Backspace');
    expect(chosen()).toEqual([]);
  });

  test('closes its list by Escape, which does not reach the dialog, and drops what was typed', () => {
    const { type, press, options, field } = open();
    type('ad');
    expect(press('Escape')).toBe(false);
    expect(options()).toEqual([]);
    expect(field).toHaveProperty('value', '');
    expect(press('Escape')).toBe(true);
  });

  test('does not offer who is chosen already, and names somebody who was deleted as a former person', () => {
    const { press, options } = open(['adele', 'gone']);
    expect(screen.getAllByTestId('editor-assignee').map(({ textContent }) => textContent)).toEqual([
      'Adele Vance×',
      'Former person×',
    ]);
    press('ArrowDown');
    expect(options().join()).not.toContain('Adele');
  });

  test('adds somebody without an account in place, but nobody with the name of somebody who is there', async () => {
    const { type, press, options, chosen, onAdd } = open(
      [],
      vi.fn(() => Promise.resolve<string | undefined>('new')),
    );
    type('Adele Vance');
    expect(options()).toHaveLength(1);
    type('Lee');
    press('Enter');
    await waitFor(() => expect(chosen()).toEqual(['new']));
    expect(onAdd).toHaveBeenCalledExactlyOnceWith('Lee');
  });

  test('keeps the typed name if it could not be added, and does not let a form be sent with it', async () => {
    const { type, press, field, chosen, onAdd } = open();
    type('Lee');
    press('Enter');
    await waitFor(() => expect(onAdd).toHaveBeenCalledOnce());
    await waitFor(() => expect(field).toHaveProperty('readOnly', false));
    expect(chosen()).toEqual([]);
    expect(field).toHaveProperty('value', 'Lee');
    expect((field as HTMLInputElement).checkValidity()).toBe(false);
  });
});
