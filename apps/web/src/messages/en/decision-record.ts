/** The record of a decision. */
export const decisionRecord = {
  'decisionRecord.save': 'Save the decision record (JSON)',
  'decisionRecord.file': 'decision-record-REV{revision}-{procedure}.json',
} as const;
