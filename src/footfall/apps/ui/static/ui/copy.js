// <footfall-copy><code>text</code><button>Copy</button></footfall-copy>: the button copies the text and says so.
class FootfallCopy extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button");
    this.label = this.button.textContent;
    this.button.setAttribute("aria-live", "polite");
    this.button.addEventListener("click", () => this.copy());
  }

  async copy() {
    const code = this.querySelector("code");
    const done = await write(code.textContent, code);
    this.button.textContent = done ? this.dataset.copied : this.dataset.failed;
    setTimeout(() => { this.button.textContent = this.label; }, 2000);
  }
}

// navigator.clipboard exists on https and localhost only; a desk in an intranet without TLS selects the text instead.
async function write(text, element) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const range = document.createRange();
    range.selectNodeContents(element);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return false;
  }
}

customElements.define("footfall-copy", FootfallCopy);
