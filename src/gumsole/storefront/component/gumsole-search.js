import { Api, Trouble, UNREACHABLE } from './api.js'
import { webAddress } from './dom.js'
import { listenForPhotos } from './entry.js'
import { session } from './events.js'
import { texts } from './texts.js'
import { Visit } from './visit.js'

/** @import {Sample} from './types.d.ts' */

// Room is kept until the style is there, so that the page does not jump.
const ROOM = ':host{display:block;min-block-size:24rem}'

/** @type {Promise<CSSStyleSheet> | undefined} */
let sheet

async function loaded() {
  const response = await fetch(new URL('style.css', import.meta.url))
  if (!response.ok) throw new Trouble(UNREACHABLE, { status: response.status })
  return new CSSStyleSheet().replace(await response.text())
}

/** Visual search as one tag: `<gumsole-search endpoint="https://search.shop.example" key="…">`. */
export class GumsoleSearch extends HTMLElement {
  static observedAttributes = ['endpoint', 'key', 'lang', 'samples', 'ships-to', 'no-cart']

  /** @type {AbortController | undefined} */
  #staying
  /** @type {Promise<Visit> | undefined} */
  #visit

  constructor() {
    super()
    const room = new CSSStyleSheet()
    room.replaceSync(ROOM)
    const root = this.attachShadow({ mode: 'open' })
    root.adoptedStyleSheets = [room]
    root.append(document.createElement('slot'))
  }

  connectedCallback() {
    this.#staying?.abort()
    this.#staying = new AbortController()
    this.#visit = this.#opened(this.#staying.signal)
    this.#visit.catch(() => this.#emitUnreachable())
  }

  disconnectedCallback() {
    this.#staying?.abort()
    this.#staying = undefined
  }

  attributeChangedCallback() {
    if (this.#staying) this.connectedCallback()
  }

  /** Searches with a photo. @param {Blob} blob */
  async searchFile(blob) {
    await (await this.#visit)?.file(blob)
  }

  /** Searches by words alone. @param {string} text */
  async searchWords(text) {
    await (await this.#visit)?.words(text.trim())
  }

  /** Searches with a product of the store. @param {string} sku */
  async searchLike(sku) {
    await (await this.#visit)?.like(sku)
  }

  /** Goes back to the beginning. */
  async reset() {
    ;(await this.#visit)?.reset()
  }

  /** @param {AbortSignal} signal */
  async #opened(signal) {
    sheet ??= loaded()
    const language = this.closest('[lang]')?.getAttribute('lang') || navigator.language
    const [style, said] = await Promise.all([sheet, texts(language)])
    const visit = new Visit(this, said, this.#api(language), {
      samples: this.#samples(),
      cart: !this.hasAttribute('no-cart'),
    })
    if (signal.aborted || !this.shadowRoot) return visit
    this.shadowRoot.adoptedStyleSheets = [style]
    this.shadowRoot.replaceChildren(visit.view)
    listenForPhotos(this, visit.view, (file) => visit.file(file), signal)
    visit.privacy()
    return visit
  }

  /** @param {string} language */
  #api(language) {
    const given = webAddress(this.getAttribute('endpoint') || new URL(import.meta.url).origin)
    return new Api({
      endpoint: given.replace(/\/+$/, ''),
      key: this.getAttribute('key') ?? '',
      language,
      session: session(),
      shipsTo: this.getAttribute('ships-to') ?? '',
    })
  }

  /** @returns {Sample[]} */
  #samples() {
    try {
      const given = JSON.parse(this.getAttribute('samples') ?? '[]')
      return Array.isArray(given)
        ? given.filter(({ src, alt }) => typeof src === 'string' && typeof alt === 'string')
        : []
    } catch {
      return []
    }
  }

  #emitUnreachable() {
    sheet = undefined
    const detail = { type: UNREACHABLE, status: 0 }
    this.dispatchEvent(new CustomEvent('gumsole:error', { detail, bubbles: true, composed: true }))
  }
}

customElements.define('gumsole-search', GumsoleSearch)
