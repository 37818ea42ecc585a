import type { Member, Stances } from '@entente/consensus';

/** A qualified majority as it is often written: percentages in doubles, to two places. For comparison, and wrong by a hair. */
export function naiveQualifiedMajority(members: readonly Member[], stances: Stances): boolean {
  let heads = 0;
  let weight = 0;
  let total = 0;
  for (const member of members) {
    total += member.weight;
    if (stances.get(member.partner) !== 'in_favour') continue;
    heads += 1;
    weight += member.weight;
  }
  const share = Number(((weight / total) * 100).toFixed(2));
  return (heads / members.length) * 100 >= 55 && (share >= 65 || members.length - heads < 4);
}
