import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import { useT } from '../../messages/use-t.js';
import { Button } from '../../ui/button.js';

type SliderProps = {
  min: number;
  max: number;
  value: number;
  /** What the value stands for: shown, and said by assistive technology. */
  words: string;
  onChange: (value: number) => void;
};

/** Goes from moment to moment: by dragging, arrow keys, Page Up and Page Down, Home and End, or the two buttons. */
export function MomentSlider({ min, max, value, words, onChange }: SliderProps): ReactNode {
  const t = useT();
  const id = useId();
  const go = (to: number): void => {
    onChange(Math.min(max, Math.max(min, to)));
  };
  return (
    <div className="moment-slider">
      <label htmlFor={id}>{t('history.moment')}</label>
      <Button
        look="quiet"
        iconOnly
        icon={ChevronLeft}
        aria-label={t('history.earlier')}
        onClick={() => {
          go(value - 1);
        }}
      />
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={1}
        value={value}
        aria-valuetext={words}
        onChange={(event) => {
          go(Number(event.target.value));
        }}
      />
      <Button
        look="quiet"
        iconOnly
        icon={ChevronRight}
        aria-label={t('history.later')}
        onClick={() => {
          go(value + 1);
        }}
      />
      <output className="moment-words" htmlFor={id}>
        {words}
      </output>
    </div>
  );
}
