/** Two texts beside each other. */
export const compare = {
  'compare.noneText': 'Once the chair or the secretariat tables a version, it stands here beside the draft.',
  'compare.caption': '{from} beside {to}',
  'compare.view': 'Shown as',
  'compare.view.marked': 'One text, marked',
  'compare.view.side': 'Side by side',
  'compare.view.four': 'Four columns for a meeting',
  'compare.changedOnly': 'Only what differs',
  'compare.basis': 'Basis: {from}',
  'compare.proposals': 'Proposals',
  'compare.compromise': 'Presidency compromise: {to}',
  'compare.remarks': 'Remarks',
  'compare.notThere': 'not in this text',
  'compare.gone': 'taken out',
  'compare.moved': 'moved',
  'compare.asPage': 'As a page of its own',
} as const;
