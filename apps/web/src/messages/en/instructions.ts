/** What a capital tells its delegation. */
export const instructions = {
  'instruction.title': 'Instructions',
  'instruction.private': 'Only the people of {delegation} see this. Nobody else learns that it exists.',
  'instruction.none': 'No instructions yet.',
  'instruction.give': 'Give instructions',
  'instruction.change': 'Change the instructions',
  'instruction.note': 'For the delegation',
  'instruction.noteHint': 'Red lines, fallbacks, reasons.',
  'instruction.send': 'Give the instructions',
  'instruction.otherWords': 'The words have changed since. What you give now is for the words as they stand.',
  'instruction.departs': 'Your capital’s instructions say otherwise.',
} as const;
