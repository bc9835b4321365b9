import type { KeyboardEvent } from 'react';
import { useState } from 'react';
import type { Directory } from '@/calendar/people';
import { findPeople, isKnown, nameOf } from '@/calendar/people';
import { isolated, shownName } from '@/ui/text';
import { UserText } from '@/ui/UserText';

interface Props {
  readonly id: string;
  /** The ids of the chosen people. */
  readonly value: readonly string[];
  readonly directory: Directory;
  /** Changes the chosen people. It may be called later, when others have been chosen meanwhile. */
  readonly onChange: (change: (people: readonly string[]) => readonly string[]) => void;
  /** Adds somebody without an account to the directory; returns the id, or undefined if that failed. */
  readonly onAdd: (name: string) => Promise<string | undefined>;
}

const maxShown = 50;

interface Option {
  /** Undefined for somebody who is not in the directory yet. */
  readonly person: string | undefined;
  readonly name: string;
  readonly detail: string | undefined;
}

/**
 * A combobox over the directory (the pattern of WAI-ARIA APG): arrow keys move, Enter chooses, Escape closes the list, Backspace in the
 * empty field removes the last person.
 */
export function PeopleInput({ id, value, directory, onChange, onAdd }: Props) {
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const [busy, setBusy] = useState(false);

  const typed = text.trim();
  const options: readonly Option[] = open
    ? [
        ...findPeople(directory, text, value, maxShown).map((person) => ({
          person: person.id,
          name: shownName(person.displayName),
          detail: person.address ?? (person.sort === 'resource' ? 'Resource' : undefined),
        })),
        ...(typed === '' || isKnown(directory, typed)
          ? []
          : [{ person: undefined, name: `Add ${isolated(typed)}`, detail: 'Somebody without an account' }]),
      ]
    : [];
  const chosen = options[Math.min(active, options.length - 1)];

  const write = (next: string) => {
    setText(next);
    setActive(0);
    setOpen(true);
  };
  const put = (person: string) => onChange((people) => (people.includes(person) ? people : [...people, person]));
  const choose = async (option: Option) => {
    if (option.person !== undefined) {
      setText('');
      setActive(0);
      put(option.person);
      return;
    }
    setBusy(true);
    const added = await onAdd(typed);
    setBusy(false);
    if (added === undefined) return;
    setText('');
    put(added);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp': {
        event.preventDefault();
        const step = event.key === 'ArrowDown' ? 1 : -1;
        if (open && options.length > 0) setActive((active + step + options.length) % options.length);
        setOpen(true);
        break;
      }
      case 'Enter':
        if (chosen === undefined) break;
        event.preventDefault();
        void choose(chosen);
        break;
      case 'Escape':
        if (!open && text === '') break;
        // The dialog stays open.
        event.preventDefault();
        event.stopPropagation();
        setOpen(false);
        setText('');
        break;
      case 'Backspace':
        if (text === '' && value.length > 0) onChange((people) => people.slice(0, -1));
        break;
    }
  };

  return (
    <span className="people-input">
      {value.map((person) => (
        <span key={person} className="chip" data-testid="editor-assignee" data-person-id={person}>
          <UserText>{shownName(nameOf(directory, person))}</UserText>
          <button
            type="button"
            aria-label={`Remove ${isolated(shownName(nameOf(directory, person)))}`}
            onClick={() => onChange((people) => people.filter((other) => other !== person))}
          >
            ×
          </button>
        </span>
      ))}
      <input
        id={id}
        // What was typed and not chosen would be lost: the form is not sent with it.
        ref={(input) => input?.setCustomValidity(typed === '' ? '' : 'Choose somebody from the list.')}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={options.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={chosen === undefined ? undefined : `${id}-${options.indexOf(chosen)}`}
        autoComplete="off"
        data-testid="editor-assignees"
        dir="auto"
        placeholder={value.length === 0 ? 'Name or address' : ''}
        readOnly={busy}
        value={text}
        onChange={({ target }) => write(target.value)}
        onClick={() => setOpen(true)}
        onKeyDown={onKeyDown}
        onBlur={() => setOpen(false)}
      />
      <ul id={`${id}-list`} role="listbox" aria-label="People" className="people-list" hidden={options.length === 0}>
        {options.map((option, index) => (
          <li
            key={option.person ?? ''}
            id={`${id}-${index}`}
            role="option"
            aria-selected={option === chosen}
            data-testid={option.person === undefined ? 'editor-assignee-add' : 'editor-assignee-option'}
            data-person-id={option.person}
            // The field keeps the focus.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => void choose(option)}
          >
            <UserText>{option.name}</UserText>
            {option.detail !== undefined && (
              <small>
                <UserText>{option.detail}</UserText>
              </small>
            )}
          </li>
        ))}
      </ul>
    </span>
  );
}
