import type { ReactNode } from 'react';
import { useEffect, useEffectEvent, useRef } from 'react';
import './modal.css';

interface Props {
  readonly label: string;
  readonly testId: string;
  readonly wide?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A native dialog: focus stays inside, Escape closes it, and the page behind it cannot be used. */
export function Modal({ label, testId, wide = false, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const close = useEffectEvent(onClose);
  useEffect(() => {
    const { current } = dialog;
    if (current === null) return;
    const before = document.activeElement;
    current.showModal();
    const onCancel = (event: Event) => {
      event.preventDefault();
      close();
    };
    current.addEventListener('cancel', onCancel);
    return () => {
      current.removeEventListener('cancel', onCancel);
      current.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog ref={dialog} className={wide ? 'modal wide' : 'modal'} aria-label={label} data-testid={testId}>
      {children}
    </dialog>
  );
}
