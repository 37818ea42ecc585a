/** The record of a decision. */
export const decisionRecord = {
  'decisionRecord.title': 'Decision record',
  'decisionRecord.open': 'Decision record',
  'decisionRecord.contents': 'Parts of the record',
  'decisionRecord.back': 'Back to the decision',
  'decisionRecord.save': 'Save as JSON',
  'decisionRecord.pdf': 'Save as PDF',
  'decisionRecord.print': 'Print',
  'decisionRecord.count': 'Count again here',
  'decisionRecord.verdict.follows':
    'Counted again in this browser from {events} events: the result is the stated one.',
  'decisionRecord.verdict.in_part':
    'Something is withheld from you, so the count cannot be made again from this copy. What is there agrees with itself.',
  'decisionRecord.verdict.differs':
    'The result does not follow from this record. Save it, and show it to the secretariat and to another partner.',
  'decisionRecord.verdict.damaged': 'The record is damaged. Load the page again.',
  'decisionRecord.verdict.not_ours': 'This is no decision record. Load the page again.',
  'decisionRecord.file': 'decision-record-REV{revision}-{procedure}.json',
} as const;
