import { useEffect, useRef } from 'react';

/** Key, or two keys one after the other (`g t`), to what it does. */
export type Shortcuts = Readonly<Record<string, () => void>>;

const PREFIX_MS = 1_200;

/** Single-key shortcuts of the page. They never act where one types (WCAG 2.1.4 by scope of focus). */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    const machine = shortcutMachine((keys) => latest.current[keys]);
    const hear = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (machine(event.key, event.timeStamp)) event.preventDefault();
    };
    document.addEventListener('keydown', hear);
    return () => {
      document.removeEventListener('keydown', hear);
    };
  }, []);
}

/** Takes keys with their times in ms; answers whether one did something. */
export function shortcutMachine(
  find: (keys: string) => (() => void) | undefined,
): (key: string, at: number) => boolean {
  let prefix: { key: string; at: number } | null = null;
  return (key, at) => {
    const combined = prefix !== null && at - prefix.at < PREFIX_MS ? `${prefix.key} ${key}` : key;
    prefix = key === 'g' ? { key, at } : null;
    const action = find(combined);
    action?.();
    return action !== undefined;
  };
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest('input, textarea, select, [role="dialog"]') !== null;
}
