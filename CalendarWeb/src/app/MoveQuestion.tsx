import type { Directory } from '@/calendar/people';
import { Modal } from '@/ui/Modal';
import { ConflictView } from '@/features/editor/ConflictView';
import type { Question } from './useMoves';

/** The question about a drag before it is saved; closing the dialog undoes the drag. */
export function MoveQuestion({ question, directory }: { question: Question; directory: Directory }) {
  if (question.kind === 'conflict')
    return (
      <Modal label="Somebody else changed this first" testId="move-conflict" wide onClose={() => question.answer()}>
        <ConflictView
          base={question.base}
          mine={question.mine}
          theirs={question.theirs}
          directory={directory}
          busy={false}
          onTheirs={() => question.answer()}
          onSave={question.answer}
          onBack={() => question.answer()}
        />
      </Modal>
    );
  return (
    <Modal label="Move a recurring event" testId="move-scope" onClose={() => question.answer()}>
      <div className="modal-head">
        <h2>This event repeats</h2>
      </div>
      <div className="modal-body">
        <p className="quiet">
          {question.series === undefined
            ? 'The whole series cannot be moved by dragging, because its recurrence rule names specific days or some of its dates were changed. To move the series, change the rule in the editor.'
            : 'Move only this occurrence, or the whole series?'}
        </p>
      </div>
      <div className="modal-foot">
        <button type="button" className="plain" data-testid="move-cancel" onClick={() => question.answer()}>
          Cancel
        </button>
        <span className="grow" />
        {question.series !== undefined && (
          <button type="button" data-testid="move-all" onClick={() => question.answer('all')}>
            Whole series
          </button>
        )}
        <button type="button" className="primary" data-testid="move-one" onClick={() => question.answer('one')}>
          Only this one
        </button>
      </div>
    </Modal>
  );
}
