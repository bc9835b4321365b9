import { useState } from 'react';
import { isolated, shownName } from '@/ui/text';
import { UserText } from '@/ui/UserText';

interface Props {
  readonly id: string;
  readonly value: readonly string[];
  readonly suggestions: readonly string[];
  readonly onChange: (people: readonly string[]) => void;
}

/** Names as chips: Enter or a comma adds one, Backspace in the empty field removes the last one. */
export function PeopleInput({ id, value, suggestions, onChange }: Props) {
  const [text, setText] = useState('');
  const add = (typed: string) => {
    const names = typed
      .split(/[,;]/)
      .map((name) => name.trim())
      .filter((name) => name !== '');
    setText('');
    if (names.length > 0) onChange([...new Set([...value, ...names])]);
  };
  return (
    <span className="people-input">
      {value.map((name) => (
        <span key={name} className="chip">
          <UserText>{shownName(name)}</UserText>
          <button
            type="button"
            aria-label={`Remove ${isolated(shownName(name))}`}
            onClick={() => onChange(value.filter((other) => other !== name))}
          >
            ×
          </button>
        </span>
      ))}
      <input
        id={id}
        list={`${id}-list`}
        data-testid="editor-assignees"
        dir="auto"
        placeholder={value.length === 0 ? 'Name or address, then Enter' : ''}
        value={text}
        onChange={({ target }) => {
          if (/[,;]$/.test(target.value) || suggestions.includes(target.value)) add(target.value);
          else setText(target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && text.trim() !== '') {
            event.preventDefault();
            add(text);
          } else if (event.key === 'Backspace' && text === '' && value.length > 0) onChange(value.slice(0, -1));
        }}
        onBlur={() => add(text)}
      />
      <datalist id={`${id}-list`}>
        {suggestions
          .filter((name) => !value.includes(name))
          .map((name) => (
            <option key={name} value={name} />
          ))}
      </datalist>
    </span>
  );
}
