import { Harness } from './harness.js';
import { measure, type Measured } from './measure.js';

declare global {
  interface Window {
    harness: Harness;
    newHarness: () => void;
    measure: (sections: number, characters: number) => Promise<Measured>;
  }
}

window.newHarness = () => {
  document.body.replaceChildren();
  window.harness = new Harness();
};
window.measure = measure;
window.newHarness();
