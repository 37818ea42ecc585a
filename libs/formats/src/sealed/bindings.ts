import type { Item } from '@entente/consensus';
import type { CanonicalNode, SectionTree } from '@entente/document';
import { isRun, unitOf } from './sealed-text.js';

/** What is wrong with the provisions that the items of a procedure name. */
export type BindingFault =
  /** It names nothing, and is not the framework. */
  | { readonly code: 'unbound'; readonly item: string }
  /** The framework is what no other item names. */
  | { readonly code: 'framework_bound'; readonly item: string }
  /** Not in the frozen text. */
  | { readonly code: 'unknown'; readonly item: string; readonly provision: string }
  /** The act's title belongs to what stands in any case. */
  | { readonly code: 'title'; readonly item: string; readonly provision: string }
  /** Named before, or stands within what another one names. */
  | { readonly code: 'twice'; readonly item: string; readonly provision: string };

/** Every fault of the items' provisions in a text: each part of the text belongs to one item at most (SPEC R210). */
export function bindingFaults(
  sections: readonly SectionTree[],
  items: readonly Item[],
): readonly BindingFault[] {
  const around = unitsAround(sections);
  const titles = new Set<string>(
    sections.flatMap(({ kind, document }) => (kind === 'title' ? [document] : [])),
  );
  const all = items.flatMap(({ provisions }) => provisions ?? []);
  return items.flatMap(({ id: item, framework, provisions }): BindingFault[] => {
    if (framework === true) return provisions === undefined ? [] : [{ code: 'framework_bound', item }];
    if (provisions === undefined || provisions.length === 0) return [{ code: 'unbound', item }];
    return provisions.flatMap((provision): BindingFault[] => {
      const outer = around.get(provision);
      if (outer === undefined) return [{ code: 'unknown', item, provision }];
      if (titles.has(provision) || outer.some((unit) => titles.has(unit)))
        return [{ code: 'title', item, provision }];
      const named = all.filter((other) => other === provision).length;
      return named > 1 || outer.some((unit) => all.includes(unit))
        ? [{ code: 'twice', item, provision }]
        : [];
    });
  });
}

/** Of each provision and section those around it. */
function unitsAround(sections: readonly SectionTree[]): ReadonlyMap<string, readonly string[]> {
  const around = new Map<string, readonly string[]>();
  const walk = (children: CanonicalNode[2], outer: readonly string[]): void => {
    for (const child of children) {
      if (isRun(child)) continue;
      const unit = unitOf(child);
      if (unit !== null) around.set(unit, outer);
      walk(child[2], unit === null ? outer : [unit, ...outer]);
    }
  };
  for (const { document, tree } of sections) {
    around.set(document, []);
    walk(tree[2], [document]);
  }
  return around;
}

/** Provisions and sections that another item may still name, in the order of the text. */
export function bindableUnits(
  sections: readonly SectionTree[],
  items: readonly Pick<Item, 'provisions'>[],
): readonly string[] {
  const around = unitsAround(sections);
  const named = new Set(items.flatMap(({ provisions }) => provisions ?? []));
  const holds = new Set([...named].flatMap((unit) => around.get(unit) ?? []));
  const titles = sections.flatMap(({ kind, document }): string[] => (kind === 'title' ? [document] : []));
  return [...around]
    .filter(([unit, outer]) => {
      const own = [unit, ...outer];
      return !holds.has(unit) && !own.some((one) => named.has(one) || titles.includes(one));
    })
    .map(([unit]) => unit);
}
