import { eventfulDecision, sampleAct, SampleDecision } from '@entente/testing';
import { decisionDocument } from './document.js';

describe('a decision record as a document', () => {
  const document = decisionDocument(eventfulDecision().record());
  const section = (id: string) => JSON.stringify(document.sections.find((one) => one.id === id)?.blocks);

  it('[F50] begins with one sentence of result, to the millisecond of the law', () => {
    expect(document.sentence).toBe('REV 3 was adopted Mon 30 Nov 2026, 17:00:00.001 CET by silence.');
    const broken = new SampleDecision()
      .send('GB', sampleAct('GB', 'object', { reason: 'Article 4.' }), '2026-11-27T15:59:00.000Z')
      .record();
    expect(decisionDocument(broken).sentence).toBe(
      'REV 3 was not adopted: GB objected Fri 27 Nov 2026, 16:59 CET.',
    );
    expect(decisionDocument(new SampleDecision().record()).sentence).toMatch(/has not ended/);
  });

  it('[F50] has rule, arithmetic, positions, every history, every event and the way to check', () => {
    expect(document.sections.map(({ id }) => id)).toEqual([
      'result',
      'rule',
      'arithmetic',
      'positions',
      'objections',
      'reserves',
      'holds',
      'declarations',
      'changes',
      'receipts',
      'frozen',
      'events',
      'check',
    ]);
    expect(section('rule')).toContain('Adopted where nobody of the electorate objects.');
    expect(section('arithmetic')).toContain('0, at most 0: kept');
    expect(section('positions')).toContain('abstained Fri 27 Nov 2026, 10:00 CET');
    expect(section('positions')).toContain('agreed Tue 24 Nov 2026, 13:00 CET');
    expect(section('objections')).toContain('late: noted, without effect');
    expect(section('reserves')).toContain('lapsed Mon 30 Nov 2026, 17:00:00.001 CET');
    expect(section('reserves')).toContain('The recital is enough.');
    expect(section('holds')).toContain('Japan (JP) held the whole');
    expect(section('declarations')).toContain('Australia recalls its statement of 2025.');
    expect(section('changes')).toContain('The deadline was extended');
    expect(section('changes')).toContain('Norway (NO) gave its proxy to Australia (AU)');
    expect(section('check')).toMatch(/sha256:[0-9a-f]{64}/);
  });

  it('[R238] says of a forum switch what it follows, whom it does not ask and why', () => {
    const { members } = eventfulDecision().record().frozen.terms;
    const [asked, left] = [members.slice(0, -1), members.slice(-1)];
    const without = { partners: left.map(({ partner }) => partner), ground: 'It does not sit there.' };
    const first = new SampleDecision().record();
    const follows = first.procedure;
    const switched = new SampleDecision({ follows, followsAs: 'forum_switch', members: asked, without });
    const sections = JSON.stringify(decisionDocument(switched.record()).sections);
    expect(sections).toContain('taken on from another procedure, without NO.');
    expect(sections).toContain('"NO: It does not sit there."');
    expect(JSON.stringify(document.sections)).not.toContain('Not asked');
  });

  it('[F50] says first what is withheld, and then gives no count', () => {
    const record = eventfulDecision().record();
    const part = decisionDocument({
      ...record,
      withheld: { events: 2, positions: true, objectors: false },
      result: { ...record.result, matters: record.result.matters.map((one) => ({ ...one, count: null })) },
    });
    expect(part.notice).toContain('2 events and the positions of others are left out');
    expect(JSON.stringify(part.sections)).toContain('Nothing was counted.');
  });
});
