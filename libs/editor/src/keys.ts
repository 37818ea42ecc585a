import { deleteSelection, selectAll } from 'prosemirror-commands';
import { keymap } from 'prosemirror-keymap';
import { Plugin, type Command, type EditorState } from 'prosemirror-state';
import { replaceAcross } from './guard.js';
import { indent, outdent } from './indent.js';
import { joinAfter, joinBefore } from './join.js';
import { asCommand } from './places.js';
import { isWritable, sectionAround } from './section-places.js';
import { splitProvision, splitText } from './split.js';

interface History {
  undo(): boolean;
  redo(): boolean;
}

function mayEdit(state: EditorState): boolean {
  const place = sectionAround(state.selection.$head);
  return place !== null && isWritable(place.node);
}

/** Runs the commands in turn; where the caret may not write, the key does nothing at all. */
function editing(...commands: readonly Command[]): Command {
  return (state, dispatch, view) => {
    if (state.selection.empty && !mayEdit(state)) return true;
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
const before = editing(deleteSections, deleteSelection, asCommand(joinBefore));
const after = editing(deleteSections, deleteSelection, asCommand(joinAfter));
const enter = editing(asCommand(splitProvision), handled);

/** The keys of the legal text. Tab acts only where a block can move; after Escape it always leaves the editor. */
export function editorKeys(history: History): Plugin[] {
  const replay = (run: () => boolean): Command => {
    return (_state, dispatch) => {
      if (dispatch !== undefined) run();
      return true;
    };
  };
  const undo = replay(() => history.undo());
  const redo = replay(() => history.redo());
  const keys = keymap({
    Enter: enter,
    'Mod-Enter': enter,
    'Shift-Enter': editing(asCommand(splitText), handled),
    Backspace: before,
    'Mod-Backspace': before,
    'Alt-Backspace': before,
    'Shift-Backspace': before,
    Delete: after,
    'Mod-Delete': after,
    'Alt-Delete': after,
    'Mod-a': selectAll,
    'Mod-z': undo,
    'Mod-y': redo,
    'Shift-Mod-z': redo,
    // No marks yet: the browser must not make its own.
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
