import type { DocumentId } from '@entente/kernel';
import { deleteSelection, selectAll } from 'prosemirror-commands';
import { keymap } from 'prosemirror-keymap';
import { Plugin, type Command } from 'prosemirror-state';
import { replaceAcross, type OnRefused } from './guard.js';
import { indent, outdent } from './indent.js';
import { joinAfter, joinBefore } from './join.js';
import { asCommand } from './places.js';
import { documentOf, isSuggesting, isWritable, sectionAround } from './section-places.js';
import { suggestErase } from './suggest-erase.js';
import { splitProvision, splitText } from './split.js';

interface History {
  undo(): boolean;
  redo(): boolean;
}

/** Runs commands in turn, where one suggests the first; where the caret may not edit, a key does nothing at all, and the person is told. */
type Editing = (suggesting: Command, ...commands: readonly Command[]) => Command;

function editingKeys(onRefused: OnRefused): Editing {
  return (suggesting, ...commands) =>
    (state, dispatch, view) => {
      const place = sectionAround(state.selection.$head);
      const { $from, $to } = state.selection;
      const alone = $from.depth > 0 && $from.index(0) === $to.index(0);
      if (place !== null && isSuggesting(place.node) && alone) return suggesting(state, dispatch, view);
      if (state.selection.empty && (place === null || !isWritable(place.node))) {
        if (place !== null && dispatch !== undefined) onRefused([documentOf(place.node) as DocumentId]);
        return true;
      }
      return commands.some((command) => command(state, dispatch, view));
    };
}

/** Deletes a selection of several sections; what lies in one section is left to the next command. */
const deleteSections: Command = (state, dispatch) => {
  const { $from, $to, from, to } = state.selection;
  if ($from.depth > 0 && $from.index(0) === $to.index(0)) return false;
  dispatch?.(replaceAcross(state.tr, from, to, ''));
  return true;
};

const handled: Command = () => true;

/** Keys that change the text; the same in every direction and with every modifier the browser would join blocks by. */
function textKeys(editing: Editing, onRefused: OnRefused): Record<string, Command> {
  const wordsOnly: Command = (state, dispatch) => {
    const place = sectionAround(state.selection.$head);
    if (place !== null && dispatch !== undefined)
      onRefused([documentOf(place.node) as DocumentId], 'WORDS_ONLY');
    return true;
  };
  const erase =
    (direction: -1 | 1, unit: 'character' | 'word'): Command =>
    (state, dispatch, view) =>
      suggestErase(direction, unit, () => wordsOnly(state, dispatch, view))(state, dispatch, view);
  const before = editing(erase(-1, 'character'), deleteSections, deleteSelection, asCommand(joinBefore));
  const wordBefore = editing(erase(-1, 'word'), deleteSections, deleteSelection, asCommand(joinBefore));
  const after = editing(erase(1, 'character'), deleteSections, deleteSelection, asCommand(joinAfter));
  const wordAfter = editing(erase(1, 'word'), deleteSections, deleteSelection, asCommand(joinAfter));
  const enter = editing(wordsOnly, asCommand(splitProvision), handled);
  return {
    Enter: enter,
    'Mod-Enter': enter,
    'Shift-Enter': editing(wordsOnly, asCommand(splitText), handled),
    Backspace: before,
    'Mod-Backspace': wordBefore,
    'Alt-Backspace': wordBefore,
    'Shift-Backspace': before,
    Delete: after,
    'Mod-Delete': wordAfter,
    'Alt-Delete': wordAfter,
  };
}

/** The keys of the legal text. Tab acts only where a block can move; after Escape it always leaves the editor. */
export function editorKeys(history: History, onRefused: OnRefused): Plugin[] {
  const replay = (run: () => boolean): Command => {
    return (_state, dispatch) => {
      if (dispatch !== undefined) run();
      return true;
    };
  };
  const undo = replay(() => history.undo());
  const redo = replay(() => history.redo());
  const keys = keymap({
    ...textKeys(editingKeys(onRefused), onRefused),
    'Mod-a': selectAll,
    'Mod-z': undo,
    'Mod-y': redo,
    'Shift-Mod-z': redo,
    // The text has no marks of its own: the browser must not make any.
    'Mod-b': handled,
    'Mod-i': handled,
    'Mod-u': handled,
  });
  return [keys, tabKeys(), browserHistory(history)];
}

function tabKeys(): Plugin {
  let leaving = false;
  return new Plugin({
    props: {
      handleKeyDown: (view, event) => {
        const wasLeaving = leaving;
        if (event.key !== 'Shift') leaving = event.key === 'Escape';
        if (event.key !== 'Tab' || wasLeaving || event.ctrlKey || event.altKey || event.metaKey) return false;
        return asCommand(event.shiftKey ? outdent : indent)(view.state, view.dispatch, view);
      },
      handleDOMEvents: {
        blur: () => {
          leaving = false;
          return false;
        },
      },
    },
  });
}

/** Undo from the browser's own menu. */
function browserHistory(history: History): Plugin {
  return new Plugin({
    props: {
      handleDOMEvents: {
        beforeinput: (_view, event) => {
          if (event.inputType !== 'historyUndo' && event.inputType !== 'historyRedo') return false;
          event.preventDefault();
          if (event.inputType === 'historyUndo') history.undo();
          else history.redo();
          return true;
        },
      },
    },
  });
}
