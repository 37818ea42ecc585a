export const dev = {
  'dev.title': 'Components',
  'dev.buttons': 'Buttons',
  'dev.fields': 'Fields',
  'dev.marks': 'Marks',
  'dev.notices': 'Notices',
  'dev.chips': 'Chips',
  'dev.empty': 'Nothing is here',
  'dev.emptyText': 'Says what will stand here and who can start it.',
  'dev.sample': 'Sample',
  'dev.reason': 'A version must be frozen first.',
  'dev.words': 'The words are frozen.',
  'dev.placeholders': 'Placeholders',
} as const;
